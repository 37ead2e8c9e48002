import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, onTestFinished, test } from "vitest";
import { folderPlace } from "../../src/shared/domain/lake-place.ts";
import type { LakeshoreClient } from "../../src/renderer/lib/transport/connect.ts";
import type { Upload } from "../../src/shared/contract/transfers.ts";
import { startBrowserHost } from "../fixtures/browser-host-process.ts";
import { madeLake } from "../fixtures/made-lake.ts";
import { connectTo } from "../fixtures/web-client.ts";
import { appUnderTest } from "./app-under-test.ts";
import { dropFiles } from "./drop-files.ts";
import { hosts } from "./launch.ts";
import { objects, openFolder, shownNames } from "./zone-browser.ts";

const names = ["a.csv", "b.csv", "held.csv", "z.csv"];

describe.each(hosts.filter(({ name }) => name === "browser host"))("an upload from the page of the $name", (host) => {
  const open = appUnderTest(host, async (folder) => ({
    lakePath: await madeLake(join(folder, "lake"), { "raw/first.csv": "id\n" }),
  }));

  test("goes on after the host was killed, once the folder is chosen again", async (context) => {
    const app = open(context);
    const delivery = join(app.folder, "delivery");
    const stored = join(app.folder, "lake/raw/delivery");
    await mkdir(delivery);
    for (const name of names) await writeFile(join(delivery, name), `content of ${name}\n`);
    await holdBytesOf(app.page, "held.csv");
    await expect.poll(() => shownNames(app.page)).toEqual(["first.csv"]);
    await dropFiles(objects(app.page), [delivery]);
    await expect.poll(() => readdir(stored).then((found) => found.toSorted())).toEqual(["a.csv", "b.csv", "z.csv"]);
    const before = await stat(join(stored, "a.csv"));

    process.kill(app.pid, "SIGKILL");
    await app.kill();
    app.problems.splice(0);
    await app.start();
    const { page } = open(context);
    await page.getByRole("button", { name: "Open Made lake" }).click();
    await expect.poll(() => shownNames(page)).toEqual(["delivery", "first.csv"]);
    await openFolder(page, "delivery");
    await expect.poll(() => shownNames(page)).toEqual(["a.csv", "b.csv", "z.csv"]);
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.getByRole("button", { name: "Choose the folder again" }).click(),
    ]);
    await chooser.setFiles(delivery);
    await expect.poll(() => shownNames(page)).toEqual(names);
    await expect.poll(() => page.getByRole("region", { name: "Uploads" }).textContent()).toContain("4 files uploaded");
    for (const name of names) expect(await readFile(join(stored, name), "utf8")).toBe(`content of ${name}\n`);
    expect((await stat(join(stored, "a.csv"))).ino).toBe(before.ino);
    expect(await readdir(join(app.folder, "lake/.lakeshore/tmp"))).toEqual([]);
  });
});

test("an upload of files that the browser host reads itself goes on after it was killed", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lakeshore-killed-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const lakePath = await madeLake(join(folder, "lake"), {});
  const source = join(folder, "many");
  await mkdir(source);
  const count = 2000;
  for (let index = 0; index < count; index += 1) await writeFile(join(source, `${index}.csv`), `row ${index}\n`);
  const stored = join(lakePath, "raw/many");

  const first = await started(folder);
  const { id: lakeId } = (await first.client.lakes.open({ place: folderPlace(lakePath) })).summary;
  const plan = await first.client.transfers.plan({
    destination: { lakeId, zoneId: "raw", path: "" },
    sources: [{ kind: "path", path: source }],
  });
  const { id } = await first.client.transfers.start({ planId: plan.planId, conflict: "keep-both", perPath: {} });
  await until(first.client, id, ({ filesDone }) => filesDone > 0);
  first.disconnect();
  await first.host.kill();
  const before = await inodes(stored);
  expect(before.size).toBeGreaterThan(0);
  expect(before.size).toBeLessThan(count);

  const second = await started(folder);
  await second.client.lakes.open({ place: folderPlace(lakePath) });
  await until(second.client, id, ({ state }) => state === "paused");
  await second.client.transfers.retry({ uploadId: id, itemId: null });
  const ended = await until(second.client, id, ({ state }) => state === "done" || state === "failed");
  expect(ended).toMatchObject({ state: "done", filesDone: count, filesFailed: 0 });
  const after = await inodes(stored);
  expect(after.size).toBe(count);
  for (const [name, inode] of before) expect(after.get(name)).toBe(inode);
  expect(await readFile(join(stored, `${count - 1}.csv`), "utf8")).toBe(`row ${count - 1}\n`);
  expect(await readdir(join(lakePath, ".lakeshore/tmp"))).toEqual([]);
});

/** Lets the page send the bytes of every file but this one, which it never begins to send. */
async function holdBytesOf(page: Page, name: string): Promise<void> {
  const content = `content of ${name}\n`;
  await page.route("**/uploads/**", async (route) => {
    if (route.request().postData() !== content) await route.continue();
  });
}

/** A browser host on the user data of `folder`, without a browser. */
async function started(folder: string) {
  const host = await startBrowserHost({ userData: join(folder, "data") });
  onTestFinished(() => host.close());
  const { client, close: disconnect } = await connectTo(host.url);
  onTestFinished(disconnect);
  return { host, client, disconnect };
}

/** The first state of an upload for which `test` holds. */
async function until(client: LakeshoreClient, uploadId: string, holds: (upload: Upload) => boolean): Promise<Upload> {
  for await (const uploads of await client.transfers.watch()) {
    const upload = uploads.find(({ id }) => id === uploadId);
    if (upload && holds(upload)) return upload;
  }
  throw new Error("The uploads ended.");
}

/** Which file is behind each name: another one when it was stored again. */
async function inodes(folder: string): Promise<Map<string, number>> {
  const found = await readdir(folder);
  return new Map(await Promise.all(found.map(async (name) => [name, (await stat(join(folder, name))).ino] as const)));
}
