import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { defaultUserDataFolder, prepareHostPaths } from "./host-paths.ts";

test.each([
  ["linux", {}, "/home/ann", "/home/ann/.local/share/lakeshore"],
  ["linux", { XDG_DATA_HOME: "/data" }, "/home/ann", "/data/lakeshore"],
  ["linux", { XDG_DATA_HOME: "relative" }, "/home/ann", "/home/ann/.local/share/lakeshore"],
  ["darwin", {}, "/Users/ann", "/Users/ann/Library/Application Support/Lakeshore"],
  [
    "win32",
    { APPDATA: "C:\\Users\\ann\\AppData\\Roaming" },
    "C:\\Users\\ann",
    "C:\\Users\\ann\\AppData\\Roaming\\Lakeshore",
  ],
  ["win32", {}, "C:\\Users\\ann", "C:\\Users\\ann\\AppData\\Roaming\\Lakeshore"],
] as const)("on %s with %j data is kept where the system expects it", (platform, env, homeFolder, expected) => {
  expect(defaultUserDataFolder({ platform, env, homeFolder })).toBe(expected);
});

test("empties the temp folder and keeps the rest to its person", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lakeshore-paths-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const userData = join(folder, "data");
  await mkdir(join(userData, "temp"), { recursive: true });
  await mkdir(join(userData, "cache"), { recursive: true });
  await writeFile(join(userData, "temp", "left-over"), "x");
  await writeFile(join(userData, "cache", "kept"), "x");
  const paths = await prepareHostPaths(userData, { resources: "/resources", programs: "/programs" });
  expect(existsSync(join(paths.temp, "left-over"))).toBe(false);
  expect(existsSync(join(paths.cache, "kept"))).toBe(true);
  expect(paths).toMatchObject({ userData, resources: "/resources", programs: "/programs" });
});

test("lets nobody else look into a new user-data folder", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lakeshore-paths-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { userData } = await prepareHostPaths(join(folder, "data"), { resources: "/r", programs: "/p" });
  // Windows has no such modes and shows the same for all: a profile's folder is its person's alone there.
  const readableByOthers = process.platform === "win32" ? 0o066 : 0;
  expect((await stat(userData)).mode & 0o066).toBe(readableByOthers);
});
