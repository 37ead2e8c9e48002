import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { listPackage } from "@electron/asar";
import { FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
let folder: string;
let x64: string;
let arm64: string;
let packed: string[];

/**
 * Packages the built app for two processors around a stand-in for Electron: its real binary need not be there to see
 * what goes in. The stand-in has a fuse wire of nine unset fuses (electronjs.org/docs/latest/tutorial/fuses).
 */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakeshore-package-"));
  const electron = join(folder, "electron");
  await mkdir(join(electron, "resources"), { recursive: true });
  await writeFile(join(electron, "electron"), `stand-in dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\t${"1".repeat(9)}`, {
    mode: 0o755,
  });
  for (const name of ["LICENSE", "LICENSES.chromium.html", "version"]) await writeFile(join(electron, name), "");
  const builder = join(root, "node_modules/electron-builder/cli.js");
  const output = join(folder, "dist");
  const settings = [`-c.electronDist=${electron}`, `-c.directories.output=${output}`];
  const args = [builder, "--linux", "dir", "--x64", "--arm64", "--publish", "never", ...settings];
  await promisify(execFile)(process.execPath, args, { cwd: root });
  x64 = join(output, "linux-unpacked");
  arm64 = join(output, "linux-arm64-unpacked");
  packed = listPackage(join(x64, "resources/app.asar"), { isPack: false }).map((path) => path.replaceAll("\\", "/"));
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

test("holds the desktop app, built", () => {
  const entries = ["/package.json", "/out/main/index.js", "/out/preload/index.cjs", "/out/renderer/index.html"];
  expect(packed).toEqual(expect.arrayContaining(entries));
});

test("holds no sources, tests, tools or browser host", () => {
  const strangers = packed.filter(
    (path) =>
      /^\/(src|tests|bench|scripts|docs)(\/|$)|\.map$|\.test\.|^\/out\/main\/web\.js$/.test(path) ||
      /^\/node_modules\/(electron|vite|vitest|typescript|playwright-core|react)(\/|$)/.test(path),
  );
  expect(strangers).toEqual([]);
});

test("brings the sample lake and the icons beside the app", async () => {
  expect(await readdir(join(x64, "resources"))).toEqual(expect.arrayContaining(["icons", "sample-lake"]));
});

test("unpacks the DuckDB binding of the target alone", async () => {
  const bindingsOf = async (app: string) => {
    const names = await readdir(join(app, "resources/app.asar.unpacked/node_modules/@duckdb")).catch(() => []);
    return names.filter((name) => name.startsWith("node-bindings-"));
  };
  // npm installs the binding of this machine only: no other system's package can hold one here.
  const isThisTarget = process.platform === "linux" && process.arch === "x64";
  expect(await bindingsOf(x64)).toEqual(isThisTarget ? ["node-bindings-linux-x64"] : []);
  expect((await bindingsOf(arm64)).filter((name) => name !== "node-bindings-linux-arm64")).toEqual([]);
});

test("sets the fuses", async () => {
  const wire = await getCurrentFuseWire(join(x64, "lakeshore"));
  const enabled = [
    FuseV1Options.EnableCookieEncryption,
    FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
    FuseV1Options.OnlyLoadAppFromAsar,
  ];
  const disabled = [
    FuseV1Options.RunAsNode,
    FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    FuseV1Options.EnableNodeCliInspectArguments,
    FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
    FuseV1Options.GrantFileProtocolExtraPrivileges,
  ];
  // The wire holds "0" and "1" as characters.
  const stateOf = (fuse: FuseV1Options) => String.fromCharCode(Number(wire[fuse]));
  expect(enabled.map(stateOf)).toEqual(enabled.map(() => "1"));
  expect(disabled.map(stateOf)).toEqual(disabled.map(() => "0"));
});

test("the preload is one small CommonJS file that needs electron alone", async () => {
  const preload = await readFile(join(root, "out/preload/index.cjs"), "utf8");
  expect(await readdir(join(root, "out/preload"))).toEqual(["index.cjs"]);
  expect([...preload.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(["electron"]);
  expect(preload).not.toMatch(/^(import|export)\b/m);
});
