import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isCancellation } from "../../src/shared/domain/app-error.ts";
import type { ObjectStore, StoreEntry } from "../../src/main/lake/ports.ts";
import { runsOn } from "../fixtures/runs-on.ts";

export interface StoreUnderTest {
  store: ObjectStore;
  dispose(): Promise<void>;
}

const { signal } = new AbortController();

async function* bytes(...chunks: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk;
}

/** What a store says it cannot do is refused by it, with a reason to show. */
async function expectRefusal(attempt: Promise<unknown>, { reason }: { reason: string }): Promise<void> {
  expect(reason).not.toBe("");
  await expect(attempt).rejects.toMatchObject({ code: "UNSUPPORTED" });
}

const hasAnyName = runsOn(["linux", "darwin"], "what needs names that Windows cannot have");

/** What every adapter of the ObjectStore port does. */
export function objectStoreContract(
  adapter: string,
  make: () => Promise<StoreUnderTest>,
  { flawedNames = [] }: { /** Names that the server itself cannot keep. */ flawedNames?: readonly string[] } = {},
): void {
  describe(`object store: ${adapter}`, () => {
    let made: StoreUnderTest;
    let store: ObjectStore;
    beforeEach(async () => {
      made = await make();
      store = made.store;
    });
    afterEach(() => made.dispose());

    const put = (key: string, text: string, mode: "create" | "replace" = "create") =>
      store.write(key, bytes(text), { mode, signal });
    const read = async (key: string, range?: { start: number; end: number }) => {
      const chunks = [];
      for await (const chunk of store.read(key, { signal, ...(range ? { range } : {}) })) chunks.push(chunk);
      return Buffer.concat(chunks).toString();
    };
    const list = async (prefix: string, recursive = false) => {
      const entries: StoreEntry[] = [];
      for await (const page of store.list(prefix, { recursive, signal })) {
        expect(page.length).toBeLessThanOrEqual(1000);
        entries.push(...page);
      }
      return entries;
    };
    const keys = async (prefix: string, recursive = false) =>
      (await list(prefix, recursive)).map(({ key }) => key).toSorted();

    it("gives back what was written, whole and by ranges", async () => {
      const written = await put("raw/a.txt", "0123456789");
      expect(written).toMatchObject({ kind: "object", key: "raw/a.txt", size: 10 });
      expect(await read("raw/a.txt")).toBe("0123456789");
      expect(await read("raw/a.txt", { start: 3, end: 6 })).toBe("345");
      expect(await read("raw/a.txt", { start: 8, end: 99 })).toBe("89");
      const found = await store.stat("raw/a.txt", { signal });
      expect(found).toEqual({ ...written, modified: expect.any(Number) });
      // A store that dates what it got by a clock of its own may tell the next second.
      expect("modified" in found && Math.abs((found.modified ?? 0) - written.modified) <= 1000).toBe(true);
    });

    it("says that nothing is there", async () => {
      for (const attempt of [() => store.stat("raw/none", { signal }), () => read("raw/none"), () => list("none/")]) {
        await expect(attempt()).rejects.toMatchObject({ code: "NOT_FOUND" });
      }
    });

    it("keeps what is there when a new object has the same key", async () => {
      await put("raw/a.txt", "first");
      await expect(put("raw/a.txt", "second")).rejects.toMatchObject({ code: "ALREADY_EXISTS" });
      expect(await read("raw/a.txt")).toBe("first");
    });

    it("lets exactly one of many create a key at the same moment", async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 12 }, (_, index) => put("raw/race.txt", `writer ${index}`)),
      );
      const winners = outcomes.flatMap((outcome, index) => (outcome.status === "fulfilled" ? [index] : []));
      expect(winners).toHaveLength(1);
      expect(await read("raw/race.txt")).toBe(`writer ${winners[0]}`);
      expect(await keys("raw/")).toEqual(["raw/race.txt"]);
    });

    it("replaces an object as a whole, and changes its etag", async () => {
      const before = await put("raw/a.txt", "first");
      const after = await put("raw/a.txt", "second version", "replace");
      expect(await read("raw/a.txt")).toBe("second version");
      expect(after.etag).not.toBe(before.etag);
    });

    it("never shows an object before it is whole", async () => {
      const gate = Promise.withResolvers<void>();
      const started = Promise.withResolvers<void>();
      const body = async function* () {
        yield new TextEncoder().encode("begin");
        started.resolve();
        await gate.promise;
        yield new TextEncoder().encode("end");
      };
      await put("raw/other.txt", "x");
      const writing = store.write("raw/slow.txt", body(), { mode: "create", signal });
      await started.promise;
      expect(await keys("raw/")).toEqual(["raw/other.txt"]);
      await expect(store.stat("raw/slow.txt", { signal })).rejects.toMatchObject({ code: "NOT_FOUND" });
      gate.resolve();
      await writing;
      expect(await read("raw/slow.txt")).toBe("beginend");
    });

    it("leaves nothing behind when writing is cancelled or its source fails", async () => {
      const controller = new AbortController();
      const cancelled = async function* () {
        yield new Uint8Array(10);
        controller.abort();
        yield new Uint8Array(10);
      };
      const failing = async function* () {
        yield new Uint8Array(10);
        throw new Error("the source is gone");
      };
      await put("raw/stays.txt", "x");
      await expect(
        store.write("raw/a.bin", cancelled(), { mode: "create", signal: controller.signal }),
      ).rejects.toSatisfy(isCancellation);
      await expect(store.write("raw/b.bin", failing(), { mode: "create", signal })).rejects.toBeInstanceOf(Error);
      expect(await keys("", true)).not.toContain("raw/a.bin");
      expect((await keys("raw/")).filter((key) => key !== "raw/stays.txt")).toEqual([]);
    });

    it("refuses a body that is longer or shorter than was said", async () => {
      for (const size of [3, 9]) {
        await expect(store.write("raw/a.txt", bytes("12345"), { mode: "create", size, signal })).rejects.toMatchObject({
          code: "CHANGED_WHILE_READING",
        });
      }
      await expect(store.stat("raw/a.txt", { signal })).rejects.toMatchObject({ code: "NOT_FOUND" });
    });

    it("tells how far it is", async () => {
      const seen: number[] = [];
      await store.write("raw/a.txt", bytes("123", "4567"), {
        mode: "create",
        signal,
        onProgress: (sent) => seen.push(sent),
      });
      expect(seen.at(-1)).toBe(7);
    });

    it("refuses to go on reading what has changed", async () => {
      const { etag } = await put("raw/a.txt", "first");
      await put("raw/a.txt", "second one", "replace");
      const reading = async () => {
        for await (const _chunk of store.read("raw/a.txt", { ifMatch: etag, signal }));
      };
      await expect(reading()).rejects.toMatchObject({ code: "CHANGED_WHILE_READING" });
    });

    it("lists the children of a prefix, or all objects below it", async () => {
      for (const key of ["raw/a.txt", "raw/year=2024/b.txt", "raw/year=2024/month=1/c.txt", "trusted/d.txt"])
        await put(key, key);
      expect(await keys("raw/")).toEqual(["raw/a.txt", "raw/year=2024/"]);
      const objects = (await list("raw/", true)).filter(({ kind }) => kind === "object");
      expect(objects.map(({ key }) => key).toSorted()).toEqual([
        "raw/a.txt",
        "raw/year=2024/b.txt",
        "raw/year=2024/month=1/c.txt",
      ]);
      expect(objects.find(({ key }) => key === "raw/a.txt")).toEqual(await store.stat("raw/a.txt", { signal }));
    });

    it("pages a prefix of 1,200 objects", async () => {
      for (let first = 0; first < 1200; first += 20) {
        await Promise.all(Array.from({ length: 20 }, (_, index) => put(`raw/${first + index}`, "")));
      }
      expect(new Set(await keys("raw/")).size).toBe(1200);
    });

    it("stops listing when the reader leaves or gives up", async () => {
      for (let index = 0; index < 20; index += 1) await put(`raw/${index}`, "");
      for await (const _page of store.list("raw/", { recursive: false, signal })) break;
      const controller = new AbortController();
      controller.abort();
      const given = store.list("raw/", { recursive: false, signal: controller.signal });
      await expect(given[Symbol.asyncIterator]().next()).rejects.toSatisfy(isCancellation);
      expect(await keys("raw/")).toHaveLength(20);
    });

    const names = [
      "emoji 🌊",
      "עברית",
      "e\u0301 and é",
      "100% [odd] 'quoted'",
      ...(hasAnyName ? ["line\nbreak", '"double"', "trailing.dot."] : []),
    ];
    it.each(names.filter((name) => !flawedNames.includes(name)))("keeps the name %j", async (name) => {
      await put(`raw/${name}`, name);
      expect(await keys("raw/")).toEqual([`raw/${name}`]);
      expect(await read(`raw/${name}`)).toBe(name);
    });

    it.each(["../outside", "raw/../../outside", "raw//a", "raw/./a", "/etc/passwd", "raw/a\0b"])(
      "refuses the key %j",
      async (key) => {
        await expect(put(key, "x")).rejects.toMatchObject({ code: "INVALID_INPUT" });
        await expect(read(key)).rejects.toMatchObject({ code: "INVALID_INPUT" });
        await expect(store.stat(key, { signal })).rejects.toMatchObject({ code: "INVALID_INPUT" });
      },
    );

    it("copies without touching the original, and not over something", async () => {
      await put("raw/a.txt", "text");
      await store.copy("raw/a.txt", "trusted/deep/b.txt", { mode: "create", signal });
      expect(await read("trusted/deep/b.txt")).toBe("text");
      expect(await read("raw/a.txt")).toBe("text");
      await expect(store.copy("raw/a.txt", "trusted/deep/b.txt", { mode: "create", signal })).rejects.toMatchObject({
        code: "ALREADY_EXISTS",
      });
    });

    it("moves an object or a prefix to a free key only, or says that it cannot", async () => {
      const { rename } = store.capabilities();
      if (!rename.available) return expectRefusal(store.rename("raw/a", "raw/b", { signal }), rename);
      await put("raw/in/a.txt", "a");
      await put("raw/taken.txt", "taken");
      await store.rename("raw/in/a.txt", "raw/in/b.txt", { signal });
      expect(await keys("raw/in/")).toEqual(["raw/in/b.txt"]);
      await expect(store.rename("raw/in/b.txt", "raw/taken.txt", { signal })).rejects.toMatchObject({
        code: "ALREADY_EXISTS",
      });
      expect(await read("raw/taken.txt")).toBe("taken");
      await store.rename("raw/in/", "trusted/out/", { signal });
      expect(await read("trusted/out/b.txt")).toBe("a");
      await expect(store.rename("trusted/", "trusted/out/deeper/", { signal })).rejects.toMatchObject({
        code: "INVALID_INPUT",
      });
    });

    it("deletes many keys with an outcome each; a key that is gone counts as deleted", async () => {
      await put("raw/a", "");
      await put("raw/b", "");
      const outcomes = [];
      for await (const outcome of store.delete(["raw/a", "raw/b", "raw/none"], { signal })) outcomes.push(outcome);
      expect(outcomes.toSorted((a, b) => a.key.localeCompare(b.key)).map(({ key, error }) => [key, error])).toEqual([
        ["raw/a", null],
        ["raw/b", null],
        ["raw/none", null],
      ]);
      await expect(store.stat("raw/a", { signal })).rejects.toMatchObject({ code: "NOT_FOUND" });
    });

    it("makes empty folders, or says that it has none", async () => {
      const { emptyFolders } = store.capabilities();
      if (!emptyFolders.available) return expectRefusal(store.createFolder("raw/new/", { signal }), emptyFolders);
      await store.createFolder("raw/new/deep/", { signal });
      expect(await store.stat("raw/new/deep/", { signal })).toMatchObject({ kind: "prefix", key: "raw/new/deep/" });
      await expect(store.createFolder("raw/new/deep/", { signal })).rejects.toMatchObject({ code: "ALREADY_EXISTS" });
    });

    it("tells of objects that others add and remove, or says that it cannot", async () => {
      const { watch } = store.capabilities();
      await put("raw/old.txt", "x");
      if (!watch.available) {
        const changes = store.watch("raw/", { signal, onMode: () => undefined });
        return expectRefusal(changes[Symbol.asyncIterator]().next(), watch);
      }
      const controller = new AbortController();
      const modes: string[] = [];
      const seen = new Set<string>();
      const following = (async () => {
        const onMode = (mode: string) => modes.push(mode);
        for await (const { keys: changed } of store.watch("raw/", { signal: controller.signal, onMode })) {
          for (const key of changed ?? (await keys("raw/"))) seen.add(key);
        }
      })();
      await vi.waitFor(() => expect(modes).toHaveLength(1));
      await put("raw/new.txt", "x");
      await vi.waitFor(() => expect(seen).toContain("raw/new.txt"), { timeout: 10_000 });
      for await (const _outcome of store.delete(["raw/old.txt"], { signal }));
      await vi.waitFor(() => expect(seen).toContain("raw/old.txt"), { timeout: 10_000 });
      controller.abort();
      await following;
    });
  });
}
