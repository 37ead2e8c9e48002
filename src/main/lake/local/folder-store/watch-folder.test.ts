import { spawn } from "node:child_process";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { runsOn } from "../../../../../tests/fixtures/runs-on.ts";
import { type TemporaryStore, temporaryStore } from "../../../../../tests/fixtures/temporary-store.ts";

let temporary: TemporaryStore;
let stop: AbortController;
let following: Promise<void> = Promise.resolve();

beforeEach(async () => {
  temporary = await temporaryStore();
  stop = new AbortController();
});
afterEach(async () => {
  stop.abort();
  await following;
  await temporary.dispose();
});

const within = { timeout: 15_000, interval: 50 };

/** Follows a prefix; what is told is gathered until it is taken. */
async function follow(prefix: string) {
  const modes: string[] = [];
  const told: string[] = [];
  const watching = Promise.withResolvers<void>();
  const onMode = (mode: string) => {
    modes.push(mode);
    watching.resolve();
  };
  following = (async () => {
    for await (const { keys } of temporary.store.watch(prefix, { signal: stop.signal, onMode }))
      told.push(...(keys ?? ["all"]));
  })();
  await watching.promise;
  return { modes, told, take: () => told.splice(0) };
}

it("tells of a folder that goes away, and follows it again when it is back", async () => {
  const folder = join(temporary.root, "raw");
  await mkdir(folder);
  const { modes, told, take } = await follow("raw/");
  expect(modes).toEqual(["watching"]);
  await rm(folder, { recursive: true });
  await vi.waitFor(() => expect(told).toContain("all"), within);
  take();
  await mkdir(folder);
  await vi.waitFor(() => expect(told).toContain("all"), within);
  take();
  await writeFile(join(folder, "new.csv"), "x");
  await vi.waitFor(() => expect(told).toContain("raw/new.csv"), within);
  expect(modes.at(-1)).toBe("watching");
});

it("follows the folder that is at the place now, not the one that was moved away", async () => {
  const folder = join(temporary.root, "raw");
  await mkdir(folder);
  await mkdir(join(temporary.root, "other"));
  const { told, take } = await follow("raw/");
  await rename(folder, join(temporary.root, "away"));
  await rename(join(temporary.root, "other"), folder);
  await vi.waitFor(() => expect(told).toContain("all"), within);
  take();
  await writeFile(join(temporary.root, "away/old.csv"), "x");
  await writeFile(join(folder, "new.csv"), "x");
  await vi.waitFor(() => expect(told).toContain("raw/new.csv"), within);
  expect(told).not.toContain("raw/old.csv");
});

if (runsOn(["linux", "darwin"], "what needs a limit on open files"))
  it("polls where the system has no watch left, and sees changes all the same", async () => {
    await mkdir(join(temporary.root, "raw"));
    const program = `
    import { closeSync, openSync, writeFileSync } from "node:fs";
    const { watchFolder } = await import(${JSON.stringify(new URL("watch-folder.ts", import.meta.url).href)});
    const open = [];
    try { for (;;) open.push(openSync("/dev/null", "r")); } catch {}
    const signal = new AbortController().signal;
    const path = ${JSON.stringify(join(temporary.root, "raw"))};
    const keepAlive = setInterval(() => {}, 1000);
    const onMode = (mode) => {
      for (const file of open) closeSync(file);
      process.stdout.write(mode + " ");
      setTimeout(() => writeFileSync(path + "/new.csv", "x"), 50);
    };
    for await (const change of watchFolder({ path, prefix: "raw/", signal, onMode })) {
      process.stdout.write(JSON.stringify(change));
      process.exit(0);
    }
  `;
    const script = join(temporary.root, "program.mjs");
    await writeFile(script, program);
    const child = spawn("sh", ["-c", 'ulimit -n 64 && exec "$0" "$1"', process.execPath, script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.on("data", (chunk) => (output += String(chunk)));
    await new Promise((resolve) => child.once("exit", resolve));
    expect(output).toBe('polling {"keys":null}');
  });
