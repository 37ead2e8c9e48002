import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { createORPCClient } from "@orpc/client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { startWebHost, type WebHost } from "../../src/main/hosts/web/web-host.ts";
import type { LakeshoreClient } from "../../src/renderer/lib/transport/connect.ts";
import { ReconnectingLink } from "../../src/renderer/lib/transport/reconnecting-link.ts";
import { openWebSocket } from "../../src/renderer/lib/transport/web-socket-endpoint.ts";

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

/** What a browser does: takes the cookie at the first address, then opens the socket with it. */
async function connectTo({ url }: WebHost): Promise<LakeshoreClient> {
  const { origin, host } = new URL(url);
  const response = await fetch(url, { redirect: "manual" });
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const link = new ReconnectingLink({
    dial: () => openWebSocket(new WebSocket(`ws://${host}/rpc`, { headers: { cookie, origin } })),
  });
  closing.push(link.close);
  return createORPCClient<LakeshoreClient>(link);
}

test("serves the contract of the whole app to its page", async () => {
  const client = await connectTo(await start());
  expect(await client.host.info()).toMatchObject({
    kind: "browser",
    version: "1.2.3",
    homeFolder: homedir(),
    startLakePath: "/lakes/a",
    can: { chooseWithNativeDialog: false, readDroppedPaths: false, reveal: false },
  });
  expect((await client.host.listFolders({ path: folder })).folders.map(({ name }) => name)).toContain("data");
});

test("refuses what only a desktop can do, with the reason", async () => {
  const client = await connectTo(await start());
  await expect(client.host.chooseFolder({ title: "Open" })).rejects.toMatchObject({ code: "UNSUPPORTED" });
  await expect(client.host.reveal({ path: folder })).rejects.toMatchObject({ code: "UNSUPPORTED" });
});

test("keeps a second host off its data and says where the first one is", async () => {
  const first = await start();
  // SQLite's lock is one of processes; within one, the second connection is refused by the first one's.
  await expect(start()).rejects.toMatchObject({ code: "CONFLICT", details: { pid: process.pid, url: first.url } });
  await first.close();
  await start();
});
