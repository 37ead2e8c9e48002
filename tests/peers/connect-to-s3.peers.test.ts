import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  GetObjectCommand,
  GetObjectTaggingCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appUnderTest } from "../e2e/app-under-test.ts";
import { hosts } from "../e2e/launch.ts";
import { entry, shownNames } from "../e2e/zone-browser.ts";
import { describeWithPeers, rgw } from "./peer-servers.ts";
import { type TestBucket, testBucket } from "./s3-store/s3-test-bucket.ts";

/** Walks from the start page into a lake in a bucket, in the built app. */
for (const host of hosts) {
  describeWithPeers(["rgw"], `connecting to S3 in the ${host.name}`, () => {
    const open = appUnderTest(host);
    let home: TestBucket;
    let other: TestBucket;

    beforeAll(async () => {
      home = await testBucket(rgw());
      other = await testBucket(rgw());
      const put = (bucket: string, Key: string, Body: string) =>
        home.client.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
      await put(home.bucket, "sales/raw/orders.csv", "id,amount\n1,2.5\n");
      await put(home.bucket, "sales/trusted/clean.csv", "id\n1\n");
      await put(other.bucket, "shared/prices.csv", "id,price\n1,9\n");
    });
    afterAll(async () => {
      await other.dispose();
      await home.dispose();
    });

    test("a wrong secret key is told by the test of the connection, with what to do", async (context) => {
      const { page } = open(context);
      await page.getByRole("button", { name: "Connect …" }).click();
      await fillIn(page, "wrong");
      await dialog(page).getByRole("button", { name: "Test connection" }).click();
      await expect.poll(() => stepStates(page)).toMatchObject({ buckets: "failed" });
      await expect
        .poll(() => dialog(page).getByRole("listitem").allTextContents())
        .toContainEqual(expect.stringContaining("secret"));
    });

    test("with the right one it works, and the place is tried before a lake is made there", async (context) => {
      const { page } = open(context);
      await dialog(page).getByRole("textbox", { name: "Secret key" }).fill(rgw().secretAccessKey);
      await dialog(page).getByRole("button", { name: "Test connection" }).click();
      await expect.poll(() => stepStates(page)).toMatchObject({ buckets: "passed" });
      await dialog(page).getByRole("combobox", { name: "Buckets (optional)" }).fill("named-before");
      await page.keyboard.press("Enter");
      await dialog(page).getByRole("button", { name: "Save and go on" }).click();
      await dialog(page).getByRole("combobox", { name: "Bucket", exact: true }).click();
      await page.getByRole("option", { name: "named-before" }).waitFor();
      await dialog(page).getByRole("combobox", { name: "Bucket", exact: true }).fill(home.bucket);
      await page.keyboard.press("Enter");
      await dialog(page).getByRole("button", { name: "sales" }).click();
      await dialog(page).getByRole("button", { name: "trusted" }).waitFor();
      await dialog(page).getByRole("button", { name: "Test this place" }).click();
      await expect
        .poll(() => stepStates(page))
        .toMatchObject({
          list: "passed",
          write: "passed",
          read: "passed",
          "overwrite-guard": "passed",
          delete: "passed",
        });
    });

    test("the lake has the folders as zones, and one of them in another bucket", async (context) => {
      const { page } = open(context);
      await dialog(page).getByRole("button", { name: "Look at this place" }).click();
      await dialog(page).getByRole("textbox", { name: "Name of the lake" }).fill("Sales");
      await dialog(page).getByRole("textbox", { name: "Place of trusted" }).fill(`s3://${other.bucket}/shared/`);
      await dialog(page).getByRole("button", { name: "Create the lake" }).click();
      await sideBar(page).getByRole("link", { name: "Raw" }).click();
      await expect.poll(() => shownNames(page)).toEqual(["orders.csv"]);
      await sideBar(page).getByRole("link", { name: "Trusted" }).click();
      await expect.poll(() => shownNames(page)).toEqual(["prices.csv"]);
      await sideBar(page)
        .getByText(/\d+ requests · .+ in · .+ out/)
        .waitFor();
    });

    test("a zone is added at a place of its own", async (context) => {
      const { page } = open(context);
      await page.getByRole("button", { name: "Zone settings" }).click();
      await dialog(page).getByRole("textbox", { name: "New zone" }).fill("Old");
      await dialog(page).getByRole("textbox", { name: "Place (optional)" }).fill("trusted/");
      await dialog(page).getByRole("button", { name: "Add" }).click();
      await page.keyboard.press("Escape");
      await sideBar(page).getByRole("link", { name: "Old" }).click();
      await expect.poll(() => shownNames(page)).toEqual(["clean.csv"]);
    });

    test("an object is taken away as it is", async (context) => {
      const { page, folder, takeFile } = open(context);
      await sideBar(page).getByRole("link", { name: "Raw" }).click();
      await entry(page, "orders.csv").click({ button: "right" });
      const path = join(folder, "taken.csv");
      await takeFile(page.getByRole("menuitem", { name: "Download …" }), path);
      expect(await readFile(path, "utf8")).toBe("id,amount\n1,2.5\n");
      await page.getByRole("status", { name: "Download of orders.csv" }).getByText("orders.csv is here").waitFor();
    });

    test("tags of an object are changed, and an earlier version is brought back", async (context) => {
      const { page } = open(context);
      const { client, bucket } = home;
      const object = { Bucket: bucket, Key: "sales/raw/orders.csv" };
      await client.send(
        new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: "Enabled" } }),
      );
      await client.send(new PutObjectCommand({ ...object, Body: "id,amount\n9,9\n" }));
      await sideBar(page).getByRole("link", { name: "Raw" }).click();
      await entry(page, "orders.csv").click({ button: "right" });
      await page.getByRole("menuitem", { name: "Details and versions …" }).click();
      const tags = dialog(page).getByRole("group", { name: "Tags" });
      await tags.getByRole("button", { name: "Add" }).click();
      await tags.getByRole("textbox", { name: "Name" }).fill("cost");
      await tags.getByRole("textbox", { name: "Value of cost" }).fill("low");
      await dialog(page).getByRole("button", { name: "Save the changes" }).click();
      await expect
        .poll(async () => (await client.send(new GetObjectTaggingCommand(object))).TagSet)
        .toEqual([{ Key: "cost", Value: "low" }]);

      await dialog(page).getByRole("tab", { name: "Versions" }).click();
      await dialog(page).getByRole("button", { name: "Restore" }).last().click();
      await expect
        .poll(async () => (await client.send(new GetObjectCommand(object))).Body?.transformToString())
        .toBe("id,amount\n1,2.5\n");
      await page.keyboard.press("Escape");
      await page.getByRole("gridcell", { name: "2.5" }).waitFor();
    });

    test("after a restart the lake asks for the secret key that was not kept, and opens with it", async (context) => {
      const app = open(context);
      await app.restart();
      const { page } = app;
      await page.getByRole("button", { name: "Open Sales" }).click();
      if (host.name === "browser host") {
        await page.getByRole("button", { name: "Sign in" }).click();
        await dialog(page).getByRole("textbox", { name: "Secret key" }).fill("wrong");
        await dialog(page).getByRole("button", { name: "Sign in" }).click();
        await dialog(page).getByRole("button", { name: "Save it anyway" }).waitFor();
        await dialog(page).getByRole("textbox", { name: "Secret key" }).fill(rgw().secretAccessKey);
        await dialog(page).getByRole("button", { name: "Sign in" }).click();
        await page.getByText("Signed in").waitFor();
      }
      await expect.poll(() => shownNames(page)).toEqual(["orders.csv"]);
    });

    test("a connection that a lake uses stays; without lakes it can be removed", async (context) => {
      const { page } = open(context);
      await page.goto(new URL("/", page.url()).href);
      const remove = async () => {
        await page.getByRole("button", { name: "Remove Ceph" }).click();
        await page
          .getByRole("dialog", { name: /^Remove the connection/ })
          .getByRole("button", { name: "Remove" })
          .click();
      };
      await page.getByRole("button", { name: "Connections to S3 stores …" }).click();
      await dialog(page).getByRole("button", { name: "Test or change Ceph" }).click();
      const shown = dialog(page).getByRole("combobox", { name: "Store" });
      expect(await shown.inputValue()).toBe("Ceph (RADOS Gateway)");
      await dialog(page).getByRole("button", { name: "Cancel" }).click();
      await remove();
      await page.getByText("The lake “Sales” uses this connection.").waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Forget Sales" }).click();
      await page.getByRole("button", { name: "Connections to S3 stores …" }).click();
      await remove();
      await page.getByText("No connections yet").waitFor();
      expect(await page.locator("[data-connection]").count()).toBe(0);
    });
  });
}

async function fillIn(page: Page, secretKey: string): Promise<void> {
  await dialog(page).getByRole("combobox", { name: "Store" }).click();
  await page.getByRole("option", { name: "Ceph (RADOS Gateway)" }).click();
  await dialog(page).getByLabel("Address").fill(rgw().endpoint);
  await dialog(page).getByLabel("Access key id").fill(rgw().accessKeyId);
  await dialog(page).getByRole("textbox", { name: "Secret key" }).fill(secretKey);
}

function dialog(page: Page) {
  return page.getByRole("dialog").last();
}

function sideBar(page: Page) {
  return page.getByRole("navigation", { name: "Lake" });
}

/** How each step that has a row of its own went. */
async function stepStates(page: Page): Promise<Record<string, string>> {
  const rows = await page.locator("[data-step]").all();
  const states = rows.map(async (row) => [await row.getAttribute("data-step"), await row.getAttribute("data-state")]);
  return Object.fromEntries(await Promise.all(states));
}
