import { execFile, spawn } from "node:child_process";
import { chmod, cp, mkdir, readdir, rename, rm, rmdir, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { objectStoreContract } from "../../../../../tests/contracts/object-store.ts";
import { runsOn } from "../../../../../tests/fixtures/runs-on.ts";
import { lakeDisk } from "../../../../../tests/fixtures/small-disk.ts";
import { type TemporaryStore, temporaryStore } from "../../../../../tests/fixtures/temporary-store.ts";
import type { StoreEntry } from "../../ports.ts";
import { FolderStore } from "./folder-store.ts";
import { HIDDEN_PREFIX } from "./partial-files.ts";

const { signal } = new AbortController();

objectStoreContract("folder", temporaryStore);

describe("folder store", () => {
  let temporary: TemporaryStore;
  beforeEach(async () => {
    temporary = await temporaryStore();
  });
  afterEach(() => temporary.dispose());

  const list = async (prefix: string, recursive = false) => {
    const entries: StoreEntry[] = [];
    for await (const page of temporary.store.list(prefix, { recursive, signal })) entries.push(...page);
    return entries;
  };
  const readAll = async (key: string) => {
    for await (const _chunk of temporary.store.read(key, { signal }));
  };

  if (runsOn(["linux", "darwin"], "what needs links of POSIX"))
    it("shows symbolic links and never follows them", async () => {
      const { root, store } = temporary;
      await mkdir(join(root, "raw"));
      await symlink("/etc/passwd", join(root, "raw/file-link"));
      await symlink("/etc", join(root, "raw/folder-link"));
      expect(
        (await list("raw/", true)).toSorted((a, b) => a.key.localeCompare(b.key)).map(({ kind, key }) => [kind, key]),
      ).toEqual([
        ["link", "raw/file-link"],
        ["link", "raw/folder-link"],
      ]);
      expect(await store.stat("raw/file-link", { signal })).toEqual({
        kind: "link",
        key: "raw/file-link",
        target: "/etc/passwd",
      });
      for (const key of ["raw/file-link", "raw/folder-link/passwd"]) {
        await expect(readAll(key)).rejects.toMatchObject({ code: "UNSUPPORTED" });
        await expect(store.localPath(key, { signal })).rejects.toMatchObject({ code: "UNSUPPORTED" });
      }
      const body = async function* () {
        yield new Uint8Array(1);
      };
      for (const key of ["raw/folder-link/new.txt", "raw/folder-link/deep/new.txt"]) {
        await expect(store.write(key, body(), { mode: "create", signal })).rejects.toMatchObject({
          code: "UNSUPPORTED",
        });
        await expect(store.createFolder(`${key}/`, { signal })).rejects.toMatchObject({ code: "UNSUPPORTED" });
      }
    });

  if (runsOn(["linux", "darwin"], "what needs pipes of POSIX"))
    it("does not wait for a pipe that nobody writes to", async () => {
      await mkdir(join(temporary.root, "raw"));
      await promisify(execFile)("mkfifo", [join(temporary.root, "raw/pipe")]);
      await expect(readAll("raw/pipe")).rejects.toMatchObject({ code: "UNSUPPORTED" });
      expect((await list("raw/"))[0]).toMatchObject({ kind: "link", key: "raw/pipe" });
    });

  if (runsOn(["linux"], "what needs names that are not Unicode"))
    it("lists names that are not UTF-8 without failing", async () => {
      await mkdir(join(temporary.root, "raw"));
      await writeFile(Buffer.concat([Buffer.from(join(temporary.root, "raw/")), Buffer.from([0x66, 0xfc, 0x72])]), "x");
      await writeFile(join(temporary.root, "raw/plain"), "x");
      expect((await list("raw/")).map(({ kind }) => kind).toSorted()).toEqual(["link", "object"]);
    });

  it("removes what a killed writer left, and nothing of one that lives", async () => {
    const { root, lister } = temporary;
    const program = `
      const { FolderStore } = await import(${JSON.stringify(new URL("folder-store.ts", import.meta.url).href)});
      const store = await FolderStore.open(${JSON.stringify(root)}, { list() {} });
      const body = async function* () { yield new Uint8Array(1000); process.stdout.write("half"); await new Promise((r) => setTimeout(r, 60000)); };
      await store.write("raw/big.bin", body(), { mode: "create", signal: new AbortController().signal });
    `;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    const partials = () => readdir(join(root, ".lakeshore/tmp"));
    await FolderStore.open(root, lister);
    expect(await partials()).toHaveLength(1);
    const exited = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await exited;
    expect(await list("raw/")).toEqual([]);
    await FolderStore.open(root, lister);
    expect(await partials()).toEqual([]);
  });

  it("keeps a recent unfinished file of another machine, and removes an old one", async () => {
    const folder = join(temporary.root, ".lakeshore/tmp");
    await mkdir(folder, { recursive: true });
    const [recent, old] = ["1", "2"].map((name) => join(folder, `${HIDDEN_PREFIX}othermachine-1-${name}`));
    for (const path of [recent, old]) await writeFile(path ?? "", "x");
    await utimes(old ?? "", 1, 1);
    await FolderStore.open(temporary.root, temporary.lister);
    expect(await readdir(folder)).toEqual([`${HIDDEN_PREFIX}othermachine-1-1`]);
  });

  if (runsOn(["linux"], "what needs a small disk to be mounted"))
    it("reports a full disk as such and leaves nothing behind", async (context) => {
      const root = await lakeDisk("size=1m,mode=1777", context);
      const store = await FolderStore.open(root, temporary.lister);
      const body = async function* () {
        for (let chunk = 0; chunk < 64; chunk += 1) yield new Uint8Array(64 * 1024);
      };
      await expect(store.write("raw/big.bin", body(), { mode: "create", signal })).rejects.toMatchObject({
        code: "OUT_OF_SPACE",
        retryable: true,
      });
      expect(await readdir(join(root, ".lakeshore/tmp"))).toEqual([]);
    });

  if (runsOn(["linux", "darwin"], "what needs a folder that can only be read"))
    it("says that nothing may be written, where it is so", async (context) => {
      // Permissions do not hold for root; a disk that can only be read does.
      const root = process.getuid?.() === 0 ? await lakeDisk("ro", context) : await unwritable(temporary.root);
      const store = await FolderStore.open(root, temporary.lister);
      expect(store.capabilities().write).toEqual({ available: false, reason: expect.any(String) });
      await expect(store.createFolder("raw/", { signal })).rejects.toMatchObject({ code: "ACCESS_DENIED" });
    });

  it("removes what an earlier run with the same process id left", async () => {
    const folder = join(temporary.root, ".lakeshore/tmp");
    await mkdir(folder, { recursive: true });
    const machine = hostname()
      .replaceAll(/[^A-Za-z0-9]/g, "")
      .slice(0, 40);
    await writeFile(join(folder, `${HIDDEN_PREFIX}${machine}-${process.pid}-0badc0de-x`), "x");
    await FolderStore.open(temporary.root, temporary.lister);
    expect(await readdir(folder)).toEqual([]);
  });

  it("never makes its own folder again when that is gone, or writes into another one in its place", async () => {
    const { root, store } = temporary;
    const body = async function* () {
      yield new Uint8Array(1);
    };
    const attempts = [
      () => store.write("raw/a.bin", body(), { mode: "create", signal }),
      () => store.createFolder("raw/new/", { signal }),
      () => store.stat("", { signal }),
      () => readAll("raw/a.bin"),
      () => store.delete(["raw/a.bin"], { signal }).next(),
      () => store.localPath("raw/", { signal }),
    ];
    await rename(root, `${root}-unplugged`);
    try {
      for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: "UNAVAILABLE" });
      await expect(store.stat("raw/a.bin", { signal })).rejects.toMatchObject({ code: "UNAVAILABLE" });
      await expect(list("raw/")).rejects.toMatchObject({ code: "UNAVAILABLE" });
      await expect(stat(root)).rejects.toThrow("ENOENT");
      await mkdir(root);
      for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: "UNAVAILABLE" });
      expect(await readdir(root)).toEqual([]);
      await rmdir(root);
    } finally {
      await rename(`${root}-unplugged`, root);
    }
    await store.write("raw/a.bin", body(), { mode: "create", signal });
  });

  it("takes up its folder again when that comes back with another number, as a drive does", async () => {
    const { root, store } = temporary;
    const body = async function* () {
      yield new TextEncoder().encode("the lake");
    };
    await store.write(".lakeshore/lake/1.json", body(), { mode: "create", signal });
    await store.write("raw/a.bin", body(), { mode: "create", signal });
    await cp(root, `${root}-again`, { recursive: true });
    await rm(root, { recursive: true });
    await expect(store.stat("", { signal })).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await rename(`${root}-again`, root);
    await store.write("raw/b.bin", body(), { mode: "create", signal });
    expect((await list("raw/")).map(({ key }) => key).toSorted()).toEqual(["raw/a.bin", "raw/b.bin"]);
  });

  it("says that a file is in the way of a folder", async () => {
    const { root, store } = temporary;
    await writeFile(join(root, "raw"), "a file");
    const body = async function* () {
      yield new Uint8Array(1);
    };
    await expect(store.write("raw/deep/a", body(), { mode: "create", signal })).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });

  it("says that its folder is gone when it is", async () => {
    await expect(FolderStore.open(join(temporary.root, "none"), temporary.lister)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  // 400 folders inside one another are longer than a path of macOS (1,024 bytes) may be.
  if (runsOn(["linux"], "what needs long paths"))
    it("lists 50,000 folders inside one another and beside one another", async () => {
      const { root } = temporary;
      await promisify(execFile)(
        "sh",
        ["-c", `mkdir raw && cd raw && seq -f 'f%g' 50000 | xargs mkdir && mkdir -p f1/$(seq -s/ 400)`],
        { cwd: root },
      );
      expect(await list("raw/")).toHaveLength(50_000);
      expect(await list("raw/", true)).toHaveLength(50_400);
    }, 120_000);
});

/** An empty folder can be removed whatever its own permissions. */
async function unwritable(folder: string): Promise<string> {
  await chmod(folder, 0o555);
  return folder;
}
