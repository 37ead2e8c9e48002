import { mkdir, readFile, readdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runsOn } from "../../../../tests/fixtures/runs-on.ts";
import { storeWith } from "../../../../tests/fixtures/store-with.ts";
import { type TemporaryStore, temporaryStore } from "../../../../tests/fixtures/temporary-store.ts";
import { AppError, isCancellation } from "../../../shared/domain/app-error.ts";
import type { ObjectStore } from "../../lake/ports.ts";
import type { JobContext } from "../activity/index.ts";
import { deleteSelection } from "./delete-selection.ts";
import { type ConflictChoice, transferSelection } from "./transfer-selection.ts";

let temporary: TemporaryStore;
let store: ObjectStore;
let controller: AbortController;
let warnings: string[];
let context: JobContext;
let progress: Parameters<JobContext["progress"]>[0][];

beforeEach(async () => {
  temporary = await temporaryStore();
  ({ store } = temporary);
  controller = new AbortController();
  warnings = [];
  progress = [];
  context = {
    signal: controller.signal,
    progress: (change) => progress.push(change),
    warn: (text) => warnings.push(text),
  };
});
afterEach(() => temporary.dispose());

async function put(contents: Record<string, string>): Promise<void> {
  for (const [key, text] of Object.entries(contents)) {
    await mkdir(dirname(join(temporary.root, key)), { recursive: true });
    await writeFile(join(temporary.root, key), text);
  }
}

/** Every file of the lake with its content, but for Lakeshore's own. */
async function files(): Promise<Record<string, string>> {
  const names = await readdir(temporary.root, { recursive: true, withFileTypes: true });
  const paths = names.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const found = paths
    .map((path) => path.slice(temporary.root.length + 1).replaceAll(sep, "/"))
    .filter((key) => !key.startsWith(".lakeshore"));
  return Object.fromEntries(
    await Promise.all(found.toSorted().map(async (key) => [key, await readFile(join(temporary.root, key), "utf8")])),
  );
}

const transfer = (keys: string[], destination: string, conflict: ConflictChoice, move: boolean) =>
  transferSelection({ store, keys, destination, conflict, move }, context);
const copy = (keys: string[], destination: string, conflict: ConflictChoice = "fail") =>
  transfer(keys, destination, conflict, false);
const move = (keys: string[], destination: string, conflict: ConflictChoice = "fail") =>
  transfer(keys, destination, conflict, true);

describe("copying and moving", () => {
  it("copies objects and whole folders into another zone", async () => {
    await put({ "raw/a.csv": "a", "raw/in/b.csv": "b", "raw/in/deep/c.csv": "c" });
    await mkdir(join(temporary.root, "raw/in/empty"));
    await copy(["raw/a.csv", "raw/in/"], "trusted/");
    expect(await files()).toEqual({
      "raw/a.csv": "a",
      "raw/in/b.csv": "b",
      "raw/in/deep/c.csv": "c",
      "trusted/a.csv": "a",
      "trusted/in/b.csv": "b",
      "trusted/in/deep/c.csv": "c",
    });
    expect(await readdir(join(temporary.root, "trusted/in"))).toContain("empty");
    expect(warnings).toEqual([]);
  });

  it("moves objects and whole folders into another zone", async () => {
    await put({ "raw/a.csv": "a", "raw/in/b.csv": "b" });
    await move(["raw/a.csv", "raw/in/"], "trusted/");
    expect(await files()).toEqual({ "trusted/a.csv": "a", "trusted/in/b.csv": "b" });
    expect(await readdir(join(temporary.root, "raw"))).toEqual([]);
  });

  it.each(["emoji 🌊", "עברית", "line\nbreak", "100% [odd] 'quoted' \"double\""])("moves the name %j", async (name) => {
    await put({ [`raw/${name}/${name}`]: "x" });
    await move([`raw/${name}/`], "trusted/");
    expect(await files()).toEqual({ [`trusted/${name}/${name}`]: "x" });
  });

  describe.each([false, true])("onto names that are taken (moving: %s)", (moving) => {
    const run = (conflict: ConflictChoice) => transfer(["raw/a.csv", "raw/in/"], "trusted/", conflict, moving);
    const mine = { "raw/a.csv": "new a", "raw/in/b.csv": "new b", "raw/in/c.csv": "new c" };
    const theirs = { "trusted/a.csv": "old a", "trusted/in/b.csv": "old b" };
    const left = (keys: string[]) =>
      Object.fromEntries(Object.entries(mine).filter(([key]) => !moving || keys.includes(key)));
    beforeEach(() => put({ ...mine, ...theirs }));

    it("skips them, says so, and goes on with the rest", async () => {
      await run("skip");
      expect(await files()).toEqual({ ...left(["raw/a.csv", "raw/in/b.csv"]), ...theirs, "trusted/in/c.csv": "new c" });
      expect(warnings).toHaveLength(2);
    });

    it("replaces them", async () => {
      await run("replace");
      expect(await files()).toEqual({
        ...left([]),
        "trusted/a.csv": "new a",
        "trusted/in/b.csv": "new b",
        "trusted/in/c.csv": "new c",
      });
    });

    it("keeps both", async () => {
      await put({ "trusted/a (2).csv": "older a" });
      await run("keep-both");
      expect(await files()).toEqual({
        ...left([]),
        ...theirs,
        "trusted/a (2).csv": "older a",
        "trusted/a (3).csv": "new a",
        "trusted/in/b (2).csv": "new b",
        "trusted/in/c.csv": "new c",
      });
    });

    it("fails before anything has moved", async () => {
      await expect(run("fail")).rejects.toMatchObject({ code: "ALREADY_EXISTS" });
      expect(await files()).toEqual({ ...mine, ...theirs });
    });
  });

  it("copies beside the original what is copied into its own folder", async () => {
    await put({ "raw/a.tar.gz": "a", "raw/in/b.csv": "b", "raw/in/c.csv": "c" });
    await copy(["raw/a.tar.gz", "raw/in/"], "raw/", "keep-both");
    expect(await files()).toEqual({
      "raw/a.tar.gz": "a",
      "raw/a (2).tar.gz": "a",
      "raw/in/b.csv": "b",
      "raw/in/c.csv": "c",
      "raw/in (2)/b.csv": "b",
      "raw/in (2)/c.csv": "c",
    });
  });

  it.each<ConflictChoice>(["replace", "skip"])(
    "changes nothing when a copy is to %s its own original",
    async (conflict) => {
      await put({ "raw/a.csv": "a", "raw/in/b.csv": "b" });
      await copy(["raw/a.csv", "raw/in/"], "raw/", conflict);
      expect(await files()).toEqual({ "raw/a.csv": "a", "raw/in/b.csv": "b" });
    },
  );

  it("leaves alone what is moved to where it is", async () => {
    await put({ "raw/a.csv": "a", "raw/in/b.csv": "b" });
    await move(["raw/a.csv", "raw/in/"], "raw/", "keep-both");
    expect(await files()).toEqual({ "raw/a.csv": "a", "raw/in/b.csv": "b" });
  });

  it.each([true, false])(
    "refuses to put a folder into itself before anything else has moved (moving: %s)",
    async (moving) => {
      await put({ "raw/a.csv": "a", "raw/in/deep/b.csv": "b", "raw/inner/c.csv": "c" });
      const before = await files();
      await expect(transfer(["raw/a.csv", "raw/in/"], "raw/in/deep/", "skip", moving)).rejects.toMatchObject({
        code: "INVALID_INPUT",
      });
      expect(await files()).toEqual(before);
      await transfer(["raw/in/"], "raw/inner/", "fail", true);
      expect(await files()).toEqual({ "raw/a.csv": "a", "raw/inner/c.csv": "c", "raw/inner/in/deep/b.csv": "b" });
    },
  );

  it("goes on without what cannot be moved, and says what that was", async () => {
    await put({ "raw/a.csv": "a", "raw/c.csv": "c" });
    await move(["raw/a.csv", "raw/gone.csv", "raw/c.csv"], "trusted/");
    expect(await files()).toEqual({ "trusted/a.csv": "a", "trusted/c.csv": "c" });
    expect(warnings).toEqual([expect.stringContaining("raw/gone.csv")]);
  });

  it("fails when nothing could be moved", async () => {
    await put({ "raw/a.csv": "a", trusted: "a file in the place of the zone" });
    await expect(move(["raw/gone.csv"], "raw/in/")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(move(["raw/a.csv"], "trusted/", "replace")).rejects.toMatchObject({ code: expect.any(String) });
    expect(await files()).toEqual({ "raw/a.csv": "a", trusted: "a file in the place of the zone" });
  });

  it("does not replace a folder by a file, nor a file by a folder", async () => {
    await put({ "raw/x": "file", "raw/y/in": "inside", "trusted/x/in": "inside", "trusted/y": "file" });
    const before = await files();
    await expect(move(["raw/x", "raw/y/"], "trusted/", "replace")).rejects.toMatchObject({ code: "ALREADY_EXISTS" });
    expect(await files()).toEqual(before);
    expect(warnings.join()).toContain("raw/y/");
  });

  it("keeps an empty folder that could not be made in the new place", async () => {
    await put({ "raw/in/a.csv": "a", "trusted/in/empty": "a file in the place of the folder" });
    await mkdir(join(temporary.root, "raw/in/empty"));
    await move(["raw/in/"], "trusted/", "skip");
    expect(await files()).toMatchObject({ "trusted/in/a.csv": "a" });
    expect(await readdir(join(temporary.root, "raw/in"))).toEqual(["empty"]);
    expect(warnings).toEqual([expect.stringContaining("raw/in/empty/")]);
  });

  it("says which emptied folder could not be taken away, and leaves those that still hold something", async () => {
    await put({ "raw/in/deep/a.csv": "a", "raw/in/full/b.csv": "b", "trusted/in/full/b.csv": "theirs" });
    store = storeWith(temporary.store, {
      async *delete(keys, options) {
        for await (const outcome of temporary.store.delete(keys, options)) {
          const error = new AppError("ACCESS_DENIED", "may not be removed");
          yield outcome.key === "raw/in/deep/" ? { ...outcome, error } : outcome;
        }
      },
    });
    await move(["raw/in/"], "trusted/", "skip");
    expect(warnings.toSorted()).toEqual([
      expect.stringMatching(/^raw\/in\/deep\/: may not be removed/),
      expect.stringMatching(/^raw\/in\/full\/b\.csv was skipped/),
    ]);
  });

  it("moves a link with its folder, and does not copy one", async () => {
    await put({ "raw/in/a.csv": "a" });
    await symlink(temporary.root, join(temporary.root, "raw/in/link"), "junction");
    await copy(["raw/in/"], "trusted/");
    expect(warnings).toEqual([expect.stringContaining("raw/in/link")]);
    expect(await readdir(join(temporary.root, "trusted/in"))).toEqual(["a.csv"]);
    await move(["raw/in/"], "refined/");
    expect((await readdir(join(temporary.root, "refined/in"))).toSorted()).toEqual(["a.csv", "link"]);
  });

  it("loses nothing when it is cancelled between two objects", async () => {
    await put(Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`raw/in/${index}.csv`, `text ${index}`])));
    await put({ "trusted/in/here.csv": "here" });
    context = { ...context, progress: ({ done }) => done === 4 && controller.abort() };
    await expect(move(["raw/in/"], "trusted/", "skip")).rejects.toSatisfy(isCancellation);
    const there = await files();
    for (let index = 0; index < 9; index += 1) {
      const places = [`raw/in/${index}.csv`, `trusted/in/${index}.csv`].filter((key) => there[key] !== undefined);
      expect(places.map((key) => there[key])).toEqual([`text ${index}`]);
    }
    expect(Object.keys(there).filter((key) => key.startsWith("raw/")).length).toBeGreaterThan(0);
  });

  it("leaves the old object whole when it is cancelled in the middle of the new one", async () => {
    await put({ "raw/in/a.csv": "new text", "trusted/in/a.csv": "old text" });
    store = storeWith(temporary.store, {
      async copy(from, to, options) {
        const body = async function* () {
          for await (const chunk of temporary.store.read(from, options)) {
            yield chunk.subarray(0, 3);
            controller.abort();
            yield chunk.subarray(3);
          }
        };
        return temporary.store.write(to, body(), options);
      },
    });
    await expect(move(["raw/in/"], "trusted/", "replace")).rejects.toSatisfy(isCancellation);
    expect(await files()).toEqual({ "raw/in/a.csv": "new text", "trusted/in/a.csv": "old text" });
  });

  it("keeps an object that someone changed while it was moved", async () => {
    await put({ "raw/in/a.csv": "first", "trusted/in/b.csv": "b" });
    store = storeWith(temporary.store, {
      async copy(from, to, options) {
        const copied = await temporary.store.copy(from, to, options);
        await put({ "raw/in/a.csv": "second, and longer" });
        return copied;
      },
    });
    await move(["raw/in/"], "trusted/", "skip");
    expect(await files()).toMatchObject({ "raw/in/a.csv": "second, and longer", "trusted/in/a.csv": "first" });
    expect(warnings).toEqual([expect.stringContaining("raw/in/a.csv")]);
  });
});

describe("deleting", () => {
  if (runsOn(["linux", "darwin"], "what needs links of POSIX"))
    it("takes folders with all that is in them, links but not what they point to, and counts the objects", async () => {
      await put({ "raw/a.csv": "a", "raw/in/b.csv": "b", "raw/in/deep/c.csv": "c", "raw/stays.csv": "s" });
      await symlink(join(temporary.root, "raw/stays.csv"), join(temporary.root, "raw/in/link"));
      await deleteSelection(store, ["raw/a.csv", "raw/in/"], context);
      expect(await files()).toEqual({ "raw/stays.csv": "s" });
      expect(await readdir(join(temporary.root, "raw"))).toEqual(["stays.csv"]);
      expect(progress.at(-1)).toMatchObject({ done: 4 });
      expect(warnings).toEqual([]);
    });

  it("counts what is gone already as deleted, and goes on", async () => {
    await put({ "raw/a.csv": "a", "raw/b.csv": "b" });
    await deleteSelection(store, ["raw/a.csv", "raw/gone/", "raw/gone.csv", "raw/b.csv"], context);
    expect(await files()).toEqual({});
    expect(warnings).toEqual([]);
  });

  if (runsOn(["linux"], "what needs names that are not Unicode"))
    it("does not claim to have deleted a file whose name is not UTF-8", async () => {
      await put({ "raw/a.csv": "a", "raw/\u{fffd}": "has just that name" });
      await writeFile(Buffer.concat([Buffer.from(join(temporary.root, "raw/")), Buffer.from([0x66, 0xfc, 0x72])]), "x");
      await deleteSelection(store, ["raw/a.csv", "raw/\u{fffd}", "raw/f\u{fffd}r"], context);
      expect(await readdir(join(temporary.root, "raw"))).toEqual(["f\u{fffd}r"]);
      expect(warnings).toEqual([expect.stringContaining("f\u{fffd}r")]);
      await expect(deleteSelection(store, ["raw/f\u{fffd}r"], context)).rejects.toMatchObject({ code: "UNSUPPORTED" });
    });

  it("stops when it is cancelled, and leaves the rest", async () => {
    await put(Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`raw/in/${index}.csv`, "x"])));
    context = { ...context, progress: ({ done }) => done === 4 && controller.abort() };
    await expect(deleteSelection(store, ["raw/in/"], context)).rejects.toSatisfy(isCancellation);
    expect(Object.keys(await files())).toHaveLength(5);
  });
});
