import { execFile, spawn } from "node:child_process";
import { mkdir, readdir, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { objectStoreContract } from "../../../../../tests/contracts/object-store.ts";
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
      await expect(store.write(key, body(), { mode: "create", signal })).rejects.toMatchObject({ code: "UNSUPPORTED" });
      await expect(store.createFolder(`${key}/`, { signal })).rejects.toMatchObject({ code: "UNSUPPORTED" });
    }
  });

  it("does not wait for a pipe that nobody writes to", async () => {
    await mkdir(join(temporary.root, "raw"));
    await promisify(execFile)("mkfifo", [join(temporary.root, "raw/pipe")]);
    await expect(readAll("raw/pipe")).rejects.toMatchObject({ code: "UNSUPPORTED" });
    expect((await list("raw/"))[0]).toMatchObject({ kind: "link", key: "raw/pipe" });
  });

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

  it("reports a full disk as such and leaves nothing behind", async (context) => {
    if (process.platform !== "linux" || process.getuid?.() !== 0)
      context.skip("needs root on Linux to mount a small disk");
    const run = promisify(execFile);
    await run("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", temporary.root]);
    try {
      const body = async function* () {
        for (let chunk = 0; chunk < 64; chunk += 1) yield new Uint8Array(64 * 1024);
      };
      await expect(temporary.store.write("raw/big.bin", body(), { mode: "create", signal })).rejects.toMatchObject({
        code: "OUT_OF_SPACE",
        retryable: true,
      });
      expect(await readdir(join(temporary.root, ".lakeshore/tmp"))).toEqual([]);
    } finally {
      await run("umount", [temporary.root]);
    }
  });

  it("says that its folder is gone when it is", async () => {
    await expect(FolderStore.open(join(temporary.root, "none"), temporary.lister)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("lists 50,000 folders inside one another and beside one another", async () => {
    const { root } = temporary;
    await promisify(execFile)(
      "sh",
      ["-c", `mkdir raw && cd raw && seq -f 'f%g' 50000 | xargs mkdir && mkdir -p f1/$(seq -s/ 400)`],
      { cwd: root },
    );
    expect(await list("raw/")).toHaveLength(50_000);
    expect(await list("raw/", true)).toHaveLength(50_400);
  });
});
