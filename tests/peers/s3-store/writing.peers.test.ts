import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { ListMultipartUploadsCommand } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { isCancellation } from "../../../src/shared/domain/app-error.ts";
import type { S3Store } from "../../../src/main/lake/aws/s3-store/s3-store.ts";
import { FaultProxy } from "../fault-proxy.ts";
import { hold, loseAnswer, type RequestFacts, truncate } from "../faults/fault.ts";
import { internalError, serviceError, slowDown } from "../faults/service-answers.ts";
import { describeWithPeers, rgw } from "../peer-servers.ts";
import { type TestBucket, testBucket } from "./s3-test-bucket.ts";
import { bytes, readAll, signal } from "./store-calls.ts";

const MIB = 1024 * 1024;
const partBytes = 5 * MIB;
const body = Buffer.alloc(17 * MIB, "0123456789abcdef\n");
const digestOf = (data: Uint8Array) => createHash("sha256").update(data).digest("hex");

async function* inChunks(data: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < data.byteLength; start += 300_001) yield data.subarray(start, start + 300_001);
}

describeWithPeers(["rgw"], "writing to S3", () => {
  let bucket: TestBucket;
  const proxies: FaultProxy[] = [];
  beforeAll(async () => {
    bucket = await testBucket(rgw());
  }, 60_000);
  afterEach(async () => {
    for (const proxy of proxies.splice(0)) await proxy[Symbol.asyncDispose]();
  });
  afterAll(() => bucket.dispose(), 60_000);

  const stored = () => bucket.store({ limits: { partBytes } });
  async function throughProxy(): Promise<{ store: S3Store; proxy: FaultProxy }> {
    const proxy = await FaultProxy.before(rgw().endpoint);
    proxies.push(proxy);
    return { store: bucket.store({ client: bucket.clientAt(proxy.endpoint), limits: { partBytes } }), proxy };
  }
  const openUploads = async () =>
    (await bucket.client.send(new ListMultipartUploadsCommand({ Bucket: bucket.bucket }))).Uploads ?? [];

  it.each([body.byteLength, undefined])("writes in parts what is larger than one, of the size %s", async (size) => {
    const key = `parts-${size ?? "unknown"}`;
    const seen: number[] = [];
    const written = await stored().write(key, inChunks(body), {
      mode: "create",
      signal,
      onProgress: (sent) => seen.push(sent),
      ...(size === undefined ? {} : { size }),
    });
    expect(written).toEqual(await stored().stat(key, { signal }));
    expect(written.etag).toMatch(/-4$/);
    expect(seen.at(-1)).toBe(body.byteLength);
    expect(digestOf(await readAll(stored(), key))).toBe(digestOf(body));
  });

  it("writes just a part's size in one request", async () => {
    const { etag } = await stored().write("one-part", bytes(body.subarray(0, partBytes)), { mode: "create", signal });
    expect(etag).not.toContain("-");
  });

  it.each(["a longer", "a shorter", "a failing", "a cancelled"])("gives up the parts of %s source", async (kind) => {
    const controller = new AbortController();
    const source = async function* () {
      yield* inChunks(body);
      if (kind === "a longer") yield new Uint8Array(1);
      if (kind === "a failing") throw new Error("the source is gone");
      if (kind === "a cancelled") controller.abort();
      yield new Uint8Array(0);
    };
    const size = body.byteLength + (kind === "a shorter" ? 5 : 0);
    const writing = stored().write("given-up", source(), { mode: "create", size, signal: controller.signal });
    const code = kind === "a cancelled" ? "CANCELLED" : "CHANGED_WHILE_READING";
    await expect(writing).rejects.toMatchObject(kind === "a failing" ? { message: "the source is gone" } : { code });
    expect(await openUploads()).toEqual([]);
    await expect(stored().stat("given-up", { signal })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("keeps what took the name while the parts were sent", async () => {
    const source = async function* () {
      yield* inChunks(body);
      await stored().write("taken", bytes("the other"), { mode: "create", signal });
    };
    await expect(stored().write("taken", source(), { mode: "create", signal })).rejects.toMatchObject({
      code: "ALREADY_EXISTS",
    });
    expect((await readAll(stored(), "taken")).toString()).toBe("the other");
    expect(await openUploads()).toEqual([]);
  });

  it("tells that a name is taken before anything large is sent", async () => {
    await stored().write("old", bytes("x"), { mode: "create", signal });
    const { store, proxy } = await throughProxy();
    await expect(store.write("old", inChunks(body), { mode: "create", signal })).rejects.toMatchObject({
      code: "ALREADY_EXISTS",
    });
    expect(proxy.requests.every(({ method }) => method === "HEAD")).toBe(true);
  });

  it.each([
    ["small", Buffer.from("small"), { method: "PUT" }],
    ["large", body, { method: "POST", query: { uploadId: true } }],
  ] as const)("knows its own %s object when the answer to it was lost", async (name, data, match) => {
    const { store, proxy } = await throughProxy();
    const lost = proxy.inject(loseAnswer(), match);
    const written = await store.write(`lost-${name}`, inChunks(data), { mode: "create", signal });
    expect(lost.count).toBe(1);
    expect(written.size).toBe(data.byteLength);
    expect(digestOf(await readAll(store, `lost-${name}`))).toBe(digestOf(data));
    expect(await openUploads()).toEqual([]);
  });

  it("does not take another's object for its own when an answer was lost", async () => {
    await stored().write("others", bytes("large"), { mode: "create", signal });
    const { store, proxy } = await throughProxy();
    proxy.inject(loseAnswer(), { method: "PUT" });
    await expect(store.write("others", bytes("small"), { mode: "create", signal })).rejects.toMatchObject({
      code: "ALREADY_EXISTS",
    });
  });

  it("looks before and after where the store refuses If-None-Match, and says so", async () => {
    const { store, proxy } = await throughProxy();
    proxy.inject(serviceError("s3", 501, "NotImplemented", "A header implies what is not implemented."), {
      method: "PUT",
    });
    await store.write("guarded", bytes("first"), { mode: "create", signal });
    await expect(store.write("guarded", bytes("second"), { mode: "create", signal })).rejects.toMatchObject({
      code: "ALREADY_EXISTS",
    });
    expect(store.capabilities().atomicCreate).toMatchObject({ available: false });
    expect((await readAll(store, "guarded")).toString()).toBe("first");
  });

  it("asks again when another conditional write is under way", async () => {
    const { store, proxy } = await throughProxy();
    const conflict = serviceError("s3", 409, "ConditionalRequestConflict", "A conflicting operation occurred.");
    const conflicts = proxy.inject(conflict, { method: "PUT", times: 2 });
    await store.write("conflict", bytes("x"), { mode: "create", signal });
    expect(conflicts.count).toBe(2);
  });

  it("goes on with the parts that are missing after an upload broke off", async () => {
    let kept: string | null = null;
    const { store, proxy } = await throughProxy();
    const isLater = {
      when: ({ query }: RequestFacts) => /^[34]$/.test(query.get("partNumber") ?? ""),
      times: Infinity,
    };
    const broken = proxy.inject(internalError("s3"), isLater);
    const late = proxy.inject(hold("request"), isLater);
    const write = () =>
      store.write("resumed", bytes(), {
        mode: "create",
        size: body.byteLength,
        signal,
        resumable: {
          version: "1",
          state: kept,
          onState: (state) => {
            kept = state;
          },
          goesOnLater: () => false,
          read: async (start, into) => into.set(body.subarray(start, start + into.byteLength)),
        },
      });
    const breaking = write();
    // The first parts are there before the others fail.
    await expect
      .poll(
        () => proxy.requests.filter(({ query, outcome }) => query.has("partNumber") && outcome === "answered").length,
      )
      .toBe(2);
    late.release();
    await expect(breaking).rejects.toMatchObject({ code: "UNAVAILABLE", retryable: true });
    expect(kept).not.toBeNull();
    broken.remove();
    proxy.requests.length = 0;
    expect(await write()).toMatchObject({ size: body.byteLength });
    const sent = proxy.requests.filter(({ method }) => method === "PUT").map(({ query }) => query.get("partNumber"));
    expect(new Set(sent)).toEqual(new Set(["3", "4"]));
    expect(digestOf(await readAll(store, "resumed"))).toBe(digestOf(body));
    expect(kept).toBeNull();
    expect(await openUploads()).toEqual([]);
  });

  it("keeps no more memory for parts than it may have, also for a short last part", async () => {
    const size = partBytes + 1;
    let [held, most] = [0, 0];
    const store = bucket.store({ limits: { partBytes, memoryBytes: 6 * MIB } });
    await store.write("short-last-part", bytes(), {
      mode: "create",
      size,
      signal,
      resumable: {
        version: "1",
        state: null,
        onState: () => undefined,
        goesOnLater: () => false,
        async read(start, into) {
          held += into.buffer.byteLength;
          most = Math.max(most, held);
          // Whatever else would be read at the same time is asked for now.
          await setImmediate();
          into.set(body.subarray(start, start + into.byteLength));
          held -= into.buffer.byteLength;
        },
      },
    });
    expect(most).toBe(partBytes);
  });

  it.each([
    ["keeps the parts of an upload that goes on later", true],
    ["gives up the parts of one that does not", false],
  ])("%s when it is aborted", async (_, goesOn) => {
    const key = `aborted-${goesOn}`;
    const controller = new AbortController();
    const states: (string | null)[] = [];
    const { store, proxy } = await throughProxy();
    const last = proxy.inject(hold("request"), { query: { partNumber: "4" } });
    const write = (state: string | null, ending: AbortSignal) =>
      store.write(key, bytes(), {
        mode: "create",
        size: body.byteLength,
        signal: ending,
        resumable: {
          version: "1",
          state,
          onState: (now) => states.push(now),
          goesOnLater: () => goesOn,
          read: async (start, into) => into.set(body.subarray(start, start + into.byteLength)),
        },
      });
    const aborted = write(null, controller.signal);
    const answered = () =>
      proxy.requests.filter(({ query, outcome }) => query.has("partNumber") && outcome === "answered").length;
    await expect.poll(answered).toBe(3);
    controller.abort();
    await expect(aborted).rejects.toSatisfy(isCancellation);
    last.release();
    expect(states).toHaveLength(goesOn ? 1 : 2);
    expect(await openUploads()).toHaveLength(goesOn ? 1 : 0);
    proxy.requests.length = 0;
    await write(states.at(-1) ?? null, signal);
    expect(proxy.requests.filter(({ method }) => method === "PUT")).toHaveLength(goesOn ? 1 : 4);
    expect(digestOf(await readAll(store, key))).toBe(digestOf(body));
    expect(await openUploads()).toEqual([]);
  });

  it("takes up a body where it broke off, and not from other content", async () => {
    await stored().write("broken", inChunks(body), { mode: "create", signal });
    const { store, proxy } = await throughProxy();
    const cuts = proxy.inject(truncate(3 * MIB), { method: "GET", times: 3 });
    expect(digestOf(await readAll(store, "broken"))).toBe(digestOf(body));
    expect(cuts.count).toBe(3);

    proxy.inject(truncate(3 * MIB), { method: "GET" });
    let isReplaced = false;
    const reading = async () => {
      for await (const _chunk of store.read("broken", { signal })) {
        if (!isReplaced) await stored().write("broken", inChunks(body.subarray(1)), { mode: "replace", signal });
        isReplaced = true;
      }
    };
    await expect(reading()).rejects.toMatchObject({ code: "CHANGED_WHILE_READING" });
  });

  it("ends reading at once when it is cancelled, and when nearly nothing comes any more", async () => {
    await stored().write("cancelled", inChunks(body), { mode: "replace", signal });
    const controller = new AbortController();
    const reading = async () => {
      for await (const _chunk of stored().read("cancelled", { signal: controller.signal })) controller.abort();
    };
    await expect(reading()).rejects.toSatisfy(isCancellation);
    const { store, proxy } = await throughProxy();
    proxy.inject(truncate(1), { method: "GET", times: Infinity });
    await expect(readAll(store, "cancelled")).rejects.toMatchObject({ code: "UNAVAILABLE", retryable: true });
  });

  it("tells of a store that asks to slow down", async () => {
    const { store, proxy } = await throughProxy();
    proxy.inject(slowDown(), { times: Infinity });
    await expect(store.stat("a", { signal })).rejects.toMatchObject({ code: "RATE_LIMITED", retryable: true });
  });
});
