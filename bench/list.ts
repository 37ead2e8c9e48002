import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuilt } from "../scripts/bootstrap/build.mjs";
import { startBrowserHost } from "../tests/fixtures/browser-host-process.ts";
import { madeLake } from "../tests/fixtures/made-lake.ts";
import { connectTo } from "../tests/fixtures/web-client.ts";
import type { LakeshoreClient } from "../src/renderer/lib/transport/connect.ts";
import { median, report, type Figure } from "./report.ts";

const OBJECTS = 1_000_000;
const ROUNDS = 5;
/** What the grid asks for at first. */
const BLOCK = 200;

await ensureBuilt();
const folder = await mkdtemp(join(tmpdir(), "lakeshore-list-"));
try {
  const lakePath = await madeLake(join(folder, "lake"), {});
  makeObjects(join(lakePath, "raw/many"));
  await report(
    `A prefix of ${OBJECTS.toLocaleString("en")} objects, listed through the browser host, beside find`,
    await measure(lakePath),
  );
} finally {
  // The promise-based one keeps a request for each of the million in memory.
  rmSync(folder, { recursive: true, force: true });
}

async function measure(lakePath: string): Promise<Figure[]> {
  const prefix = join(lakePath, "raw/many");
  await find(prefix); // Both read from the page cache.
  const host = await startBrowserHost({ userData: join(folder, "data") });
  const { client, close } = await connectTo(host.url);
  try {
    const { summary } = await client.lakes.open({ place: { kind: "folder", path: lakePath } });
    const idle = await memory(host.pid, "VmRSS");
    const rounds: { first: number; full: number; found: number; peak: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const ours = await list(client, summary.id);
      const peak = (await memory(host.pid, "VmHWM")) - idle;
      rounds.push({ ...ours, found: await find(prefix), peak });
    }
    const peaks = rounds.map(({ peak }) => peak / 1e6);
    return [
      { name: "first rows", value: median(rounds.map(({ first }) => first)), unit: "ms", goal: { atMost: 100 } },
      { name: "first rows of the very first", value: rounds[0]?.first ?? Number.NaN, unit: "ms" },
      { name: "full count with sizes and dates", value: median(rounds.map(({ full }) => full)), unit: "ms" },
      { name: "find -printf '%s %T@ %p\\n'", value: median(rounds.map(({ found }) => found)), unit: "ms" },
      {
        name: "full count / find",
        value: median(rounds.map(({ full, found }) => full / found)),
        unit: "×",
        goal: { atMost: 2 },
      },
      { name: "peak memory above idle, first listing", value: peaks[0] ?? Number.NaN, unit: "MB" },
      {
        name: "peak memory above idle, all listings",
        value: peaks.at(-1) ?? Number.NaN,
        unit: "MB",
        goal: { atMost: 1000 },
      },
    ];
  } finally {
    close();
    await host.close();
  }
}

/** Milliseconds from opening the listing to its first rows, and to the state that says that it is complete. */
async function list(client: LakeshoreClient, lakeId: string): Promise<{ first: number; full: number }> {
  const start = performance.now();
  const states = await client.zones.openListing({ lakeId, zoneId: "raw", path: "many/" });
  let first: number | undefined;
  for await (const { listingId, count, complete } of states) {
    if (first === undefined && count > 0) {
      const { rows } = await client.zones.rows({ listingId, view: { sort: [], filter: "" }, start: 0, end: BLOCK });
      if (rows.length !== BLOCK) throw new Error(`expected ${BLOCK} rows, got ${rows.length}`);
      first = performance.now() - start;
    }
    if (!complete) continue;
    if (count !== OBJECTS) throw new Error(`expected ${OBJECTS} objects, got ${count}`);
    return { first: first ?? Number.NaN, full: performance.now() - start };
  }
  throw new Error("The listing ended before it was complete.");
}

/** Milliseconds that GNU find takes to write size, date and path of each. */
async function find(path: string): Promise<number> {
  const start = performance.now();
  const child = spawn("find", [path, "-printf", "%s %T@ %p\\n"], { stdio: ["ignore", "ignore", "inherit"] });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`find ended with ${String(code)}`);
  return performance.now() - start;
}

/** Memory of a process in bytes, as Linux tells it: resident now (VmRSS), or at most so far (VmHWM). */
async function memory(pid: number, field: "VmRSS" | "VmHWM"): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return 1024 * Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(text)?.[1] ?? Number.NaN);
}

/** One system call less a file than promises would take; some have content, so that sizes differ. */
function makeObjects(path: string): void {
  mkdirSync(path);
  for (let index = 0; index < OBJECTS; index += 1) {
    const file = openSync(join(path, `part-${String(index).padStart(7, "0")}.parquet`), "w");
    if (index % 100 === 0) writeSync(file, "PAR1".repeat(1 + (index % 7)));
    closeSync(file);
  }
}
