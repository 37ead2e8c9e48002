import { mkdir, mkdtemp, readFile, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { FileShelf, type WantedFile } from "./file-shelf.ts";

const { signal } = new AbortController();
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakeshore-shelf-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const wanted = (id: string, size = 10): WantedFile => ({ id, name: `year=1/${id}.csv`, size, called: id });
const fill = (size: number) => (path: string) => writeFile(path, "x".repeat(size));
const kept = async () => (await readdir(folder)).toSorted();

/** Makes or takes a file, and lets it go at once. */
async function use(shelf: FileShelf, id: string, size = 10): Promise<void> {
  (await shelf.hold(wanted(id, size), fill(size), signal)).release();
}

it("keeps files within its size: what was not used for longest goes, and nothing that is held", async () => {
  const shelf = new FileShelf(folder, 35);
  const held = await shelf.hold(wanted("a"), fill(10), signal);
  await use(shelf, "b");
  await use(shelf, "c");
  await use(shelf, "b");
  await use(shelf, "d");
  expect(await kept()).toEqual(["a", "b", "d"]);
  held.release();
  await use(shelf, "e", 30);
  expect(await kept()).toEqual(["e"]);
});

it("counts what is being made by others at the same time", async () => {
  const shelf = new FileShelf(folder, 35);
  await Promise.all(["a", "b", "c", "d", "e", "f"].map((id) => use(shelf, id)));
  await use(shelf, "g");
  expect((await kept()).length).toBeLessThanOrEqual(3);
});

it("knows after a restart what is there and what was used last, and takes away what is half-written", async () => {
  for (const [index, id] of ["old", "new"].entries()) {
    await mkdir(join(folder, id, "year=1"), { recursive: true });
    const path = join(folder, id, "year=1", `${id}.csv`);
    await writeFile(path, "0123456789");
    await utimes(path, 1000 + index, 1000 + index);
  }
  await mkdir(join(folder, "half"));
  await writeFile(join(folder, "half", "half.csv.1.partial"), "0123456789");
  const shelf = new FileShelf(folder, 35);
  expect(await shelf.has(wanted("old"))).toBe(true);
  await use(shelf, "a");
  expect((await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".partial"))).toEqual([]);
  await use(shelf, "b");
  expect((await kept()).filter((id) => id !== "half")).toEqual(["a", "b", "new"]);
});

it("makes a file anew where the folder was emptied, or a file is of another size", async () => {
  const shelf = new FileShelf(folder, 100);
  await use(shelf, "a");
  await rm(folder, { recursive: true });
  const again = await shelf.hold(wanted("a"), fill(10), signal);
  expect(await readFile(again.path, "utf8")).toHaveLength(10);
  await writeFile(again.path, "cut");
  again.release();
  const whole = await shelf.hold(wanted("a"), fill(10), signal);
  expect(await readFile(whole.path, "utf8")).toHaveLength(10);
  whole.release();
});

it("leaves nothing of a file that cannot be made, and holds no room for it", async () => {
  const shelf = new FileShelf(folder, 35);
  await use(shelf, "a");
  const failing = shelf.hold(wanted("b", 30), () => Promise.reject(new Error("the store is away")), signal);
  await expect(failing).rejects.toThrow("the store is away");
  await use(shelf, "c");
  await use(shelf, "d");
  await use(shelf, "e");
  expect((await kept()).filter((id) => id !== "b")).toEqual(["c", "d", "e"]);
});
