import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startWebHost, type WebHost } from "../../src/main/hosts/web/web-host.ts";
import type { LakeshoreClient } from "../../src/renderer/lib/transport/connect.ts";
import { connectTo } from "../fixtures/web-client.ts";

let folder: string;
const closing: (() => Promise<void> | void)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakeshore-web-host-"));
  await mkdir(join(folder, "renderer"));
  await writeFile(join(folder, "renderer", "index.html"), "<p>Lakeshore</p>");
});

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<WebHost> {
  const host = await startWebHost({
    version: "1.2.3",
    userData: join(folder, "data"),
    startLakePath: "/lakes/a",
    port: 0,
    rendererFolder: join(folder, "renderer"),
    built: { resources: join(folder, "resources"), programs: join(folder, "programs") },
  });
  closing.push(host.close);
  return host;
}

async function clientOf({ url }: WebHost): Promise<LakeshoreClient> {
  const { client, close } = await connectTo(url);
  closing.push(close);
  return client;
}

test("serves the contract of the whole app to its page", async () => {
  const client = await clientOf(await start());
  expect(await client.host.info()).toMatchObject({
    kind: "browser",
    version: "1.2.3",
    homeFolder: homedir(),
    startLakePath: "/lakes/a",
    can: {
      chooseWithNativeDialog: false,
      readDroppedPaths: false,
      reveal: false,
      openAddress: false,
      keepSecrets: false,
    },
  });
  expect((await client.host.listFolders({ path: folder })).folders.map(({ name }) => name)).toContain("data");
});

test("refuses what only a desktop can do, with the reason", async () => {
  const client = await clientOf(await start());
  await expect(client.host.chooseFolder({ title: "Open" })).rejects.toMatchObject({ code: "UNSUPPORTED" });
  await expect(client.host.reveal({ path: folder })).rejects.toMatchObject({ code: "UNSUPPORTED" });
  const page = { url: "https://example.org/" };
  await expect(client.host.openAddress(page)).rejects.toMatchObject({ code: "UNSUPPORTED" });
  await expect(client.host.openAddress({ url: "file:///etc/passwd" })).rejects.toMatchObject({ code: "INVALID_INPUT" });
});

test("keeps a second host off its data and says where the first one is", async () => {
  const first = await start();
  // SQLite's lock is one of processes; within one, the second connection is refused by the first one's.
  await expect(start()).rejects.toMatchObject({ code: "CONFLICT", details: { pid: process.pid, url: first.url } });
  await first.close();
  await start();
});
