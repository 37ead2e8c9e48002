import { fork } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { expect, test, vi } from "vitest";
import { settingsVariable } from "../../../src/main/engine/engine-protocol.ts";
import type { EngineStatus } from "../../../src/shared/contract/host.ts";
import { runsOn } from "../../fixtures/runs-on.ts";
import { ask, engineEntry, rowsOf, startEngines, withLimits } from "./engine-under-test.ts";

// Processes start and end: a machine that is busy with other things takes its time.
vi.setConfig({ testTimeout: 120_000 });

/** Runs for as long as nobody stops it. */
const endless = "SELECT count(*) FROM range(1000000000000) t(i) WHERE i % 7 = 3";
/** Takes two gigabytes at once, whatever DuckDB's memory limit is. */
const greedy = "SELECT length(repeat('x', 2000000000))";

const signal = () => new AbortController().signal;

function running(onProgress: () => void): Promise<void> {
  return vi.waitFor(() => expect(onProgress).toHaveBeenCalled(), { timeout: 20_000 });
}

test("a process that is killed fails the call that ran, and the next call works", async () => {
  const engines = await startEngines();
  const onProgress = vi.fn<() => void>();
  const lost = ask(engines, endless, { onProgress });
  lost.catch(() => {});
  await running(onProgress);
  engines.processes[0]?.kill();
  await expect(lost).rejects.toMatchObject({ code: "ENGINE_LOST", retryable: true });
  expect(await ask(engines, "SELECT 1")).toMatchObject({ rows: 1 });
  expect(await readdir(join(engines.paths.cache, "results"))).toHaveLength(1);
});

if (runsOn(["linux", "darwin"], "what needs a process that is stopped by a signal"))
  test("a call that reads is made again by itself when its process ended before it began", async () => {
    const engines = await startEngines(withLimits({ silenceMs: 1_500 }));
    const one = { readable: [], signal: signal(), maxRows: 1 };
    await engines.files.rows({ sql: "SELECT 1" }, one);
    const [first] = engines.processes;
    // Stopped, it takes nothing up; it is then killed for its silence.
    process.kill(first?.pid ?? 0, "SIGSTOP");
    expect((await engines.files.rows({ sql: "SELECT 2" }, one)).rows).toEqual([["2"]]);
    const [, second] = engines.processes;
    // Killed and called at once: main does not know of it yet.
    process.kill(second?.pid ?? 0, "SIGKILL");
    expect((await engines.files.rows({ sql: "SELECT 3" }, one)).rows).toEqual([["3"]]);
    expect(engines.processes).toHaveLength(3);
  });

test("a call that ended its process is not made again", async () => {
  const engines = await startEngines(withLimits({ memoryBytes: 700_000_000 }));
  const one = { readable: [], signal: signal(), maxRows: 1 };
  await expect(engines.files.rows({ sql: greedy }, one)).rejects.toMatchObject({ code: "OUT_OF_MEMORY" });
  expect(engines.processes).toHaveLength(1);
});

test("a process that is stopped is ended after its silence, and the next call works", async () => {
  const engines = await startEngines(withLimits({ silenceMs: 1_500 }));
  await ask(engines, "SELECT 1");
  const states: EngineStatus["state"][] = [];
  const following = (async () => {
    for await (const { state } of engines.questions.status()) if (states.at(-1) !== state) states.push(state);
  })();
  process.kill(engines.processes[0]?.pid ?? 0, "SIGSTOP");
  await expect(ask(engines, "SELECT 2")).rejects.toMatchObject({
    code: "ENGINE_LOST",
    message: expect.stringContaining("did not answer"),
  });
  expect(await ask(engines, "SELECT 3")).toMatchObject({ rows: 1 });
  await engines.close();
  await following;
  expect(states).toEqual(expect.arrayContaining(["ready", "busy", "unresponsive", "restarting", "stopped"]));
});

test("a process that takes too much memory is ended: its calls fail, others' results stay", async () => {
  const engines = await startEngines(withLimits({ memoryBytes: 700_000_000 }));
  const { resultSetId } = await ask(engines, "SELECT 42 AS answer");
  await expect(ask(engines, greedy)).rejects.toMatchObject({ code: "OUT_OF_MEMORY" });
  expect(await rowsOf(engines, resultSetId, 0, 10)).toEqual([["42"]]);
  expect(await ask(engines, "SELECT 1")).toMatchObject({ rows: 1 });
});

test("cancelling one of two questions stops it alone", async () => {
  const engines = await startEngines();
  const stop = new AbortController();
  const progress = [vi.fn<() => void>(), vi.fn<() => void>()] as const;
  const first = ask(engines, endless, { signal: stop.signal, onProgress: progress[0] });
  const stopSecond = new AbortController();
  const second = ask(engines, endless, { signal: stopSecond.signal, onProgress: progress[1] });
  first.catch(() => {});
  second.catch(() => {});
  await running(progress[0]);
  await running(progress[1]);
  stop.abort();
  await expect(first).rejects.toMatchObject({ code: "CANCELLED" });
  progress[1].mockClear();
  await running(progress[1]);
  stopSecond.abort();
  await expect(second).rejects.toMatchObject({ code: "CANCELLED" });
  expect(engines.processes).toHaveLength(1);
  expect(await readdir(join(engines.paths.cache, "results"))).toEqual([]);
});

test("a question that reads one line of gigabytes from a gzip is cancelled while DuckDB detects its dialect", async () => {
  const engines = await startEngines({ ...withLimits({ cancelMs: 2_000 }) });
  await ask(engines, "SELECT 1");
  const bomb = join(engines.folder, "bomb.csv.gz");
  const line = Buffer.alloc(1 << 20, "x");
  const gigabytes = Readable.from(Array.from({ length: 3 * 1024 }, () => line));
  await pipeline(gigabytes, createGzip({ level: 1 }), createWriteStream(bomb));
  const memory = async () => {
    for await (const { memoryBytes } of engines.questions.status()) if (memoryBytes !== null) return memoryBytes;
    throw new Error("the engine has ended");
  };
  const before = await memory();
  const stop = new AbortController();
  const sql = `SELECT count(*) FROM read_csv('${bomb}')`;
  const lost = ask(engines, sql, { readable: [bomb], signal: stop.signal });
  lost.catch(() => {});
  // The first buffer is filled: DuckDB reads 32 MB at a time.
  await vi.waitFor(async () => expect(await memory()).toBeGreaterThan(before + 32_000_000), { timeout: 60_000 });
  stop.abort();
  // DuckDB heeds no interrupt there, and would go on to its own error.
  await expect(lost).rejects.toMatchObject({ code: "CANCELLED" });
  expect(await ask(engines, "SELECT 1")).toMatchObject({ rows: 1 });
});

test("two questions run at once, and the third waits; one that is given up while it waits never starts", async () => {
  const engines = await startEngines();
  const stops = [1, 2, 3].map(() => new AbortController());
  const progress = stops.map(() => vi.fn<() => void>());
  const asked = stops.map((stop, at) => {
    const one = ask(engines, endless, { signal: stop.signal, onProgress: progress[at] ?? (() => {}) });
    one.catch(() => {});
    return one;
  });
  const [one, two, three] = progress;
  if (!one || !two || !three) throw new Error("three questions were asked");
  await running(one);
  await running(two);
  const waiting = new AbortController();
  const fourth = ask(engines, "SELECT 4", { signal: waiting.signal });
  waiting.abort();
  await expect(fourth).rejects.toMatchObject({ code: "CANCELLED" });
  expect(three).not.toHaveBeenCalled();
  stops[0]?.abort();
  await running(three);
  for (const stop of stops) stop.abort();
  await Promise.allSettled(asked);
  expect(await ask(engines, "SELECT 1")).toMatchObject({ rows: 1 });
});

test("rows of a finished result are read while its engine is stopped, and by a later run of the app", async () => {
  const earlier = await startEngines();
  const { resultSetId } = await ask(earlier, "SELECT i FROM range(1000) t(i)");
  earlier.processes[0]?.kill();
  expect(await rowsOf(earlier, resultSetId, 998, 1000)).toEqual([["998"], ["999"]]);
  await earlier.close();
  const later = await startEngines({}, earlier.folder);
  expect(await rowsOf(later, resultSetId, 0, 1)).toEqual([["0"]]);
  expect(await later.results.describe(resultSetId, { signal: signal() })).toEqual({
    rows: 1000,
    columns: [{ name: "i", type: "BIGINT", kind: "integer" }],
  });
  expect(later.processes).toEqual([]);
});

test("what was half written when the app ended is removed at the next start", async () => {
  const earlier = await startEngines();
  const { resultSetId } = await ask(earlier, "SELECT 1");
  await earlier.close();
  const results = join(earlier.paths.cache, "results");
  await mkdir(join(results, "half"));
  await writeFile(join(results, "half", "rows.duckdb"), "half");
  await writeFile(join(results, "stray.txt"), "not ours");
  const later = await startEngines({}, earlier.folder);
  expect(await rowsOf(later, resultSetId, 0, 1)).toEqual([["1"]]);
  expect(await readdir(results)).toEqual([resultSetId]);
});

test("a program that cannot be started fails the calls with the reason, and is tried again", async () => {
  const engines = await startEngines({ entry: join(import.meta.dirname, "missing.js") });
  await expect(ask(engines, "SELECT 1")).rejects.toMatchObject({
    code: "ENGINE_LOST",
    message: "The engine cannot be started: it ended with exit code 1.",
  });
  await expect(ask(engines, "SELECT 1")).rejects.toMatchObject({ code: "ENGINE_LOST" });
  expect(engines.processes).toHaveLength(2);
});

test("a stopped engine starts again with the next call", async () => {
  const engines = await startEngines();
  await ask(engines, "SELECT 1");
  await engines.questions.stop();
  expect(await ask(engines, "SELECT 2")).toMatchObject({ rows: 1 });
  expect(engines.processes).toHaveLength(2);
});

test("the process ends when the app that started it is gone", async () => {
  const { paths } = await startEngines();
  const settings = {
    role: "files",
    memoryPerCall: 1e9,
    threads: 1,
    spillFolder: join(paths.temp, "spill"),
    spillBytes: 1e9,
    heartbeatMs: 100,
  };
  const child = fork(engineEntry, { env: { [settingsVariable]: JSON.stringify(settings) }, serialization: "advanced" });
  await once(child, "message");
  child.disconnect();
  expect(await once(child, "exit")).toEqual([0, null]);
});
