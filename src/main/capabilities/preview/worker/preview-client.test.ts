import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ReadableStore } from "../object-reader.ts";
import { PreviewedFiles } from "../../../../../tests/fixtures/previewed-files.ts";
import { PreviewClient } from "./preview-client.ts";

const program = new URL("../../../workers/preview-worker.ts", import.meta.url);
const never = new AbortController().signal;
const request = (key: string) => ({ key, isFolder: false, zoneLocation: "", options: { maxRows: 10 } });

/** A worker that does something bad with whatever it is asked. */
function badWorker(code: string): URL {
  const source = `import { parentPort } from "node:worker_threads"; parentPort.postMessage({ kind: "ready" });
    parentPort.on("message", () => { ${code} });`;
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`);
}

let files: PreviewedFiles;
let client: PreviewClient;
beforeEach(async () => {
  files = await PreviewedFiles.create();
  await files.write("a.csv", "id,name\n1,a\n");
});
afterEach(async () => {
  await client.close();
  await files.remove();
});

it("passes rows, errors and several previews at once between the threads", async () => {
  client = new PreviewClient(program);
  await files.write("b.parquet", "nothing of the kind");
  const [table, damaged, missing] = await Promise.allSettled(
    ["a.csv", "b.parquet", "c.csv"].map((key) => client.read(files.store, request(key), never)),
  );
  expect(table).toMatchObject({ status: "fulfilled", value: { preview: { rows: [["1", "a"]], bytesRead: 12 } } });
  expect(damaged).toMatchObject({ status: "rejected", reason: { code: "DAMAGED" } });
  expect(missing).toMatchObject({ status: "rejected", reason: { code: "NOT_FOUND" } });
});

it("reads no further than the worker asks", async () => {
  client = new PreviewClient(program);
  await files.write("large.csv", `id,text\n${"1,some text that repeats\n".repeat(200_000)}`);
  const { preview } = await client.read(files.store, request("large.csv"), never);
  expect(preview.bytesRead).toBeLessThanOrEqual(1_000_000);
});

describe("cancelling", () => {
  it("fails at once and closes what is being read", async () => {
    client = new PreviewClient(program);
    const controller = new AbortController();
    const closed = Promise.withResolvers<void>();
    const stuck: ReadableStore = {
      ...files.store,
      read: () => ({
        [Symbol.asyncIterator]: () => ({
          next: () => {
            controller.abort();
            return new Promise(() => undefined);
          },
          return: () => {
            closed.resolve();
            return Promise.resolve({ done: true as const, value: undefined });
          },
        }),
      }),
    };
    await expect(client.read(stuck, request("a.csv"), controller.signal)).rejects.toMatchObject({ code: "CANCELLED" });
    await closed.promise;
    expect((await client.read(files.store, request("a.csv"), never)).preview.kind).toBe("table");
  });

  it("does not begin when it is too late", async () => {
    client = new PreviewClient(program);
    await expect(client.read(files.store, request("a.csv"), AbortSignal.abort())).rejects.toMatchObject({
      code: "CANCELLED",
    });
  });
});

describe("a worker that is lost", () => {
  it("fails a preview that never ends, and starts afresh", async () => {
    client = new PreviewClient(badWorker("for (;;);"), { patienceMs: 200 });
    await expect(client.read(files.store, request("a.csv"), never)).rejects.toMatchObject({ code: "TIMEOUT" });
    await expect(client.read(files.store, request("a.csv"), never)).rejects.toMatchObject({ code: "TIMEOUT" });
  });

  it("fails a preview that takes too much memory", async () => {
    const greedy = badWorker("const all = []; for (;;) all.push(new Array(10_000).fill(all.length));");
    client = new PreviewClient(greedy, { memoryMb: 32 });
    await expect(client.read(files.store, request("a.csv"), never)).rejects.toMatchObject({ code: "OUT_OF_MEMORY" });
  });

  it("says that a crash may be tried again", async () => {
    client = new PreviewClient(badWorker("process.exit(1);"));
    const failure = client.read(files.store, request("a.csv"), never);
    await expect(failure).rejects.toMatchObject({ code: "UNAVAILABLE", retryable: true });
  });

  it("does not blame the worker for a slow store", async () => {
    client = new PreviewClient(program, { patienceMs: 2000 });
    const slow: ReadableStore = {
      ...files.store,
      stat: async (key, options) => {
        // Longer than the patience: time itself is what is tried here.
        await setTimeout(2500);
        return files.store.stat(key, options);
      },
    };
    expect((await client.read(slow, request("a.csv"), never)).preview.kind).toBe("table");
  });
});
