import { join } from "node:path";
import {
  CreateDatabaseCommand,
  CreateTableCommand,
  GetTableCommand,
  GlueClient,
  type Table,
} from "@aws-sdk/client-glue";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { appUnderTest } from "../e2e/app-under-test.ts";
import { hosts } from "../e2e/launch.ts";
import { goToSection } from "../e2e/query-page.ts";
import { FaultProxy } from "./fault-proxy.ts";
import { answer } from "./faults/fault.ts";
import { freshBucket, type FreshBucket } from "./fresh-bucket.ts";
import { clientOptions, motoAccountOfEnvironment } from "./moto-account.ts";
import { describeWithPeers, moto } from "./peer-servers.ts";
import { rememberAwsLake } from "./remembered-aws-lake.ts";

const prefix = "lake/";
const [browserHost] = hosts;

describeWithPeers(["moto"], "a person tends the tables of Glue", () => {
  let bucket: FreshBucket;
  let proxy: FaultProxy;
  let glue: GlueClient;

  beforeAll(async () => {
    const account = await motoAccountOfEnvironment(moto());
    bucket = await freshBucket(account.server);
    proxy = await FaultProxy.before(moto().endpoint);
    glue = new GlueClient(clientOptions(account));
    await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "sales" } }));
    const TableInput = {
      Name: "orders",
      TableType: "EXTERNAL_TABLE",
      Parameters: { classification: "parquet" },
      PartitionKeys: [{ Name: "year", Type: "int" }],
      StorageDescriptor: {
        Location: `s3://${bucket.name}/${prefix}raw/orders/`,
        Columns: [{ Name: "id", Type: "int" }],
      },
    };
    await glue.send(new CreateTableCommand({ DatabaseName: "sales", TableInput }));
    for (const year of [2023, 2024]) {
      const Key = `${prefix}raw/orders/year=${year}/part-0.parquet`;
      await bucket.client.send(new PutObjectCommand({ Bucket: bucket.name, Key, Body: "x" }));
    }
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    glue.destroy();
    await proxy[Symbol.asyncDispose]();
    await bucket[Symbol.asyncDispose]();
  });

  if (!browserHost) throw new Error("there is no browser host");
  const open = appUnderTest(browserHost, async (folder) => {
    await rememberAwsLake(join(folder, "data"), proxy.endpoint, { bucket: bucket.name, prefix });
    return {};
  });

  async function orders(): Promise<Partial<Table>> {
    const { Table: found } = await glue.send(new GetTableCommand({ DatabaseName: "sales", Name: "orders" }));
    return found ?? {};
  }

  test("by finding one, saying what it is about, and changing its columns", async (context) => {
    const { page } = open(context);
    await page.getByRole("button", { name: "Open Asked lake" }).click();
    await goToSection(page, "Catalog");
    await page.getByText("sales.orders").first().click();
    await page.getByRole("button", { name: "Edit: Description of the table" }).click();
    await page.getByRole("textbox", { name: "Description of the table" }).fill("Orders of the shop");
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect.poll(async () => (await orders()).Description).toBe("Orders of the shop");

    await page.getByRole("button", { name: "Edit columns …" }).click();
    const dialog = page.getByRole("dialog", { name: "Columns of sales.orders" });
    await dialog.getByRole("combobox", { name: "Type of column 1" }).fill("BIGINT");
    expect(await dialog.getByRole("textbox", { name: "Name of column 2" }).isDisabled()).toBe(true);
    await dialog.getByRole("button", { name: "Add a column" }).click();
    await dialog.getByRole("textbox", { name: "Name of column 3" }).fill("amount");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect
      .poll(async () => (await orders()).StorageDescriptor?.Columns)
      .toMatchObject([
        { Name: "id", Type: "bigint" },
        { Name: "amount", Type: "string" },
      ]);
    expect((await orders()).PartitionKeys).toMatchObject([{ Name: "year", Type: "int" }]);
  });

  test("by registering its new partitions, and looking at its versions", async (context) => {
    const { page } = open(context);
    await page.getByRole("tab", { name: "Partitions" }).click();
    await page.getByRole("button", { name: "Register new folders" }).click();
    const rows = page.getByRole("table", { name: "Partitions" }).getByRole("row");
    await expect.poll(() => rows.count()).toBe(3);
    await page.getByRole("textbox", { name: "Filter of partitions" }).fill("year = 2024");
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await expect.poll(() => rows.count()).toBe(2);
    await page.getByRole("tab", { name: "History" }).click();
    await expect.poll(() => page.getByRole("region", { name: /^Version / }).count()).toBeGreaterThan(1);
    await expect.poll(() => page.getByRole("main").textContent()).toContain("column amount");
  });

  test("by starting a crawler, and following it to its end", async (context) => {
    const { page } = open(context);
    const nightly = (State: string, LastCrawl = {}) => ({ Name: "nightly", DatabaseName: "sales", State, LastCrawl });
    // moto 5.1 writes the times of crawlers as text, and its crawls never end.
    const says = (operation: string, body: object, skip = 0) =>
      proxy.inject(answer(200, JSON.stringify(body)), { target: `AWSGlue.${operation}`, skip, times: 1 });
    says("GetCrawlers", { Crawlers: [nightly("READY")] });
    says("StartCrawler", {});
    says("GetCrawler", { Crawler: nightly("RUNNING") });
    says("GetCrawler", { Crawler: nightly("READY", { Status: "SUCCEEDED" }) }, 1);
    await goToSection(page, "Catalog");
    await page.getByRole("button", { name: "Crawlers …" }).click();
    const row = page.getByRole("table", { name: "Crawlers" }).getByRole("row", { name: /nightly/ });
    await row.getByRole("button", { name: "Start" }).click();
    await expect.poll(() => row.textContent()).toContain("running");
    await expect.poll(() => row.textContent()).toContain("succeeded");
  });
});
