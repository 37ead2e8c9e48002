import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { type ClientRequest, request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { UploadLake } from "../../../../tests/fixtures/upload-lake.ts";
import type { ConflictPolicy, UploadItem } from "../../../shared/contract/transfers.ts";
import { Access } from "../../hosts/web/access.ts";
import { Downloads } from "../../hosts/web/downloads.ts";
import { createHttpServer, listen } from "../../hosts/web/http-server.ts";
import { RpcSockets } from "../../hosts/web/rpc-sockets.ts";
import { Uploads } from "../../hosts/web/uploads.ts";
import { RendererFiles } from "../../hosts/renderer-files.ts";
import { createRpcServer } from "../../hosts/transport/rpc-server.ts";

let world: UploadLake;
let pages: string;
let port: number;
let uploads: Uploads;
let server: ReturnType<typeof createHttpServer>;
const access = new Access();
const patience = { begin: 60_000, next: 60_000 };

/** The app behind the browser host's own server, as far as uploads need it. */
async function open(times = patience): Promise<void> {
  uploads = new Uploads();
  pages = await mkdtemp(join(tmpdir(), "lakeshore-pages-"));
  await mkdir(join(pages, "assets"));
  await writeFile(join(pages, "index.html"), "<p>Lakeshore</p>");
  server = createHttpServer({
    access,
    files: await RendererFiles.read(pages),
    uploads,
    downloads: new Downloads(),
    sockets: new RpcSockets(createRpcServer({})),
  });
  port = await listen(server, 0);
  await reopen(times);
}

async function reopen(times: typeof patience, home?: string): Promise<void> {
  world = await UploadLake.open({ acceptUpload: uploads.accept, patience: times, ...(home ? { home } : {}) });
}

beforeEach(() => open());
afterEach(async () => {
  await world.dispose();
  server.closeAllConnections();
  server.close();
  await rm(pages, { recursive: true, force: true });
});

function put(url: string, headers: Record<string, string> = {}): { request: ClientRequest; status: Promise<number> } {
  const host = `127.0.0.1:${port}`;
  const request = httpRequest({
    method: "PUT",
    host: "127.0.0.1",
    port,
    path: url,
    headers: { host, origin: `http://${host}`, cookie: access.cookie.split(";")[0] ?? "", ...headers },
  });
  const status = new Promise<number>((resolve, reject) => {
    request.on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on("error", reject);
  });
  return { request, status };
}

async function send(url: string | null, body: string | Uint8Array): Promise<number> {
  const { request, status } = put(url ?? "");
  request.end(body);
  return status;
}

async function start(files: { relativePath: string; size: number }[], conflict: ConflictPolicy = "skip") {
  const { planId } = await world.planStreams(files);
  return world.transfers.start(planId, conflict, {});
}

/** Items that wait for their bytes, once there are as many. */
async function awaiting(uploadId: string, count: number): Promise<UploadItem[]> {
  const waiting = (items: UploadItem[]) => items.filter(({ state }) => state === "awaiting-bytes");
  const upload = await world.until(uploadId, ({ items }) => waiting(items).length === count);
  return waiting(upload.items);
}

describe("files that the browser sends", () => {
  it("are asked for a few at a time, each at an address of its own that works once", async () => {
    const files = Array.from({ length: 40 }, (_, index) => ({ relativePath: `drop/${index + 10}.csv`, size: 5 }));
    const { id } = await start([...files, { relativePath: "drop/empty/", size: 0 }]);
    const asked = await awaiting(id, 32);
    expect(new Set(asked.map(({ uploadUrl }) => uploadUrl)).size).toBe(32);
    expect(await send(asked[0]?.uploadUrl ?? null, "12345")).toBe(204);
    expect(await send(asked[0]?.uploadUrl ?? null, "12345")).toBe(404);
    const sent = new Set([asked[0]?.id]);
    while (sent.size < 40) {
      for (const item of await awaiting(id, Math.min(32, 40 - sent.size))) {
        if (sent.has(item.id)) continue;
        sent.add(item.id);
        expect(await send(item.uploadUrl, "12345")).toBe(204);
      }
    }
    expect(await world.ended(id)).toMatchObject({ state: "done", filesDone: 40, bytesDone: 200 });
    expect(await world.zone()).toEqual(["drop/", ...files.map(({ relativePath }) => relativePath), "drop/empty/"]);
    expect((await world.events())[0]?.data).toMatchObject({ stored: 40, sources: ["drop"] });
  });

  it("are refused at a foreign, a wrong and a closed address", async () => {
    const { id } = await start([{ relativePath: "a.csv", size: 1 }]);
    const [item] = await awaiting(id, 1);
    const foreign = put(item?.uploadUrl ?? "", { origin: "http://example.com" });
    foreign.request.end("x");
    expect(await foreign.status).toBe(403);
    expect(await send("/uploads/wrong", "x")).toBe(404);
    await world.transfers.cancel(id, null);
    expect(await send(item?.uploadUrl ?? null, "x")).toBe(404);
    expect(await world.ended(id)).toMatchObject({ state: "cancelled", filesDone: 0 });
    expect(await world.zone()).toEqual([]);
  });

  it.each(["1234", "123456"])("fail when they are shorter or longer than was said (%s)", async (body) => {
    const { id } = await start([{ relativePath: "a.csv", size: 5 }]);
    const [item] = await awaiting(id, 1);
    expect(await send(item?.uploadUrl ?? null, body)).toBe(422);
    const failed = await world.ended(id);
    expect(failed.items[0]).toMatchObject({ state: "failed", error: { code: "CHANGED_WHILE_READING" } });
    expect(await world.zone()).toEqual([]);
    expect(await world.partials()).toEqual([]);
  });

  it("fail when the sending breaks off, and can be sent again on retry", async () => {
    const { id } = await start([{ relativePath: "a.csv", size: 1_000_000 }]);
    const [item] = await awaiting(id, 1);
    const { request, status } = put(item?.uploadUrl ?? "");
    request.write(Buffer.alloc(100_000));
    await world.until(id, ({ items }) => (items[0]?.sent ?? 0) > 0);
    expect(await world.zone()).toEqual([]);
    request.destroy();
    await expect(status).rejects.toThrow(/hang up|reset|ECONN/);
    const failed = await world.ended(id);
    expect(failed.items[0]).toMatchObject({ state: "failed", error: { code: "UNAVAILABLE", retryable: true } });
    await world.transfers.retry(id, failed.items[0]?.id ?? null);
    const [again] = await awaiting(id, 1);
    expect(again?.uploadUrl).not.toBe(item?.uploadUrl);
    expect(await send(again?.uploadUrl ?? null, Buffer.alloc(1_000_000))).toBe(204);
    expect(await world.ended(id)).toMatchObject({ state: "done", filesDone: 1 });
    expect(await world.partials()).toEqual([]);
  });

  it("are not asked for when their name is taken and they are to be skipped", async () => {
    await world.existing("a.csv", "old");
    const { id } = await start([{ relativePath: "a.csv", size: 5 }]);
    expect(await world.ended(id)).toMatchObject({ state: "done", filesSkipped: 1 });
  });

  it("lose a race without loss: they fail, and retry finds the next free name", async () => {
    const { id } = await start([{ relativePath: "a.csv", size: 5 }], "keep-both");
    const [item] = await awaiting(id, 1);
    const { request, status } = put(item?.uploadUrl ?? "");
    request.write("123");
    await world.until(id, ({ items }) => (items[0]?.sent ?? 0) > 0);
    await world.existing("a.csv", "came meanwhile");
    request.end("45");
    expect(await status).toBe(422);
    const failed = await world.ended(id);
    expect(failed.items[0]?.error).toMatchObject({ code: "ALREADY_EXISTS", retryable: true });
    await world.transfers.retry(id, null);
    const [again] = await awaiting(id, 1);
    expect(await send(again?.uploadUrl ?? null, "12345")).toBe(204);
    await world.ended(id);
    expect([await world.stored("a.csv"), await world.stored("a (2).csv")]).toEqual(["came meanwhile", "12345"]);
  });

  it("can be cancelled one by one, while the others go on", async () => {
    const { id } = await start([
      { relativePath: "a.csv", size: 1 },
      { relativePath: "b.csv", size: 1 },
    ]);
    const [a, b] = await awaiting(id, 2);
    await world.transfers.cancel(id, a?.id ?? null);
    expect(await send(b?.uploadUrl ?? null, "b")).toBe(204);
    expect(await world.ended(id)).toMatchObject({ state: "done", filesDone: 1 });
    expect((await world.items(id)).map(({ state }) => state)).toEqual(["cancelled", "done"]);
  });
});

describe("a page that is gone", () => {
  it("fails all its files at once when nothing is sent in time, and says to drop them again", async () => {
    await world.dispose();
    await open({ begin: 50, next: 60_000 });
    const files = Array.from({ length: 40 }, (_, index) => ({ relativePath: `${index}.csv`, size: 1 }));
    const { id } = await start(files);
    const failed = await world.ended(id);
    expect(failed).toMatchObject({ state: "failed", filesFailed: 40 });
    expect(failed.items[0]?.error).toMatchObject({ code: "TIMEOUT", hint: expect.stringMatching(/drop it again/) });
    // A person may choose the file again, and the page then has it.
    await world.close();
    await reopen(patience, world.home);
    await world.transfers.retry(id, failed.items[0]?.id ?? null);
    const [again] = await awaiting(id, 1);
    expect(await send(again?.uploadUrl ?? null, "x")).toBe(204);
    expect(await world.ended(id)).toMatchObject({ state: "failed", filesDone: 1, filesFailed: 39 });
  });

  it("fails a file of which nothing more comes", async () => {
    await world.dispose();
    await open({ begin: 60_000, next: 50 });
    const { id } = await start([{ relativePath: "a.csv", size: 10 }]);
    const [item] = await awaiting(id, 1);
    const { request, status } = put(item?.uploadUrl ?? "");
    request.write("12345");
    await expect(status).rejects.toThrow(/hang up|reset|ECONN/);
    expect((await world.ended(id)).items[0]?.error).toMatchObject({ code: "TIMEOUT", retryable: true });
    await vi.waitFor(async () => expect(await world.partials()).toEqual([]));
  });
});
