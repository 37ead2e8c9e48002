import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join, parse } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listFolders } from "./folder-listing.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakeshore-folders-"));
  for (const name of ["b", "a10", "a9", ".hidden", "lake/.lakeshore/lake"])
    await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, "file.txt"), "");
  await symlink(join(folder, "b"), join(folder, "link"), "junction");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("lists folders by name, hidden ones last, and knows lakes", async () => {
  const { path, parent, folders } = await listFolders(folder);
  expect([path, parent]).toEqual([folder, tmpdir()]);
  expect(folders.map(({ name, isLake }) => [name, isLake])).toEqual([
    ["a9", false],
    ["a10", false],
    ["b", false],
    ["lake", true],
    ["link", false],
    [".hidden", false],
  ]);
  expect(folders[0]?.path).toBe(join(folder, "a9"));
});

test("the root has no parent", async () => {
  expect((await listFolders(parse(homedir()).root)).parent).toBeNull();
});

test("says what is wrong with a path", async () => {
  await expect(listFolders(join(folder, "missing"))).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(listFolders(join(folder, "file.txt"))).rejects.toMatchObject({ code: "INVALID_INPUT" });
});
