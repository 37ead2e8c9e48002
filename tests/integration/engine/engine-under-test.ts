import { mkdtemp, mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { ProcessLimits } from "../../../src/main/engine/client/engine-process.ts";
import { createEngines, type EngineOptions, type Engines } from "../../../src/main/engine/create-engines.ts";
import type { ForkedProcess, HostPaths } from "../../../src/main/host-services.ts";
import { forkEngine } from "../../../src/main/hosts/web/fork-engine.ts";

export interface EnginesUnderTest extends Engines {
  folder: string;
  paths: HostPaths;
  /** Every process that was started, by the order of its start. */
  processes: ForkedProcess[];
}

const GiB = 2 ** 30;
export const engineEntry = fileURLToPath(new URL("../../../src/main/engine/entry.ts", import.meta.url));

/** Engines with real processes until the test ends; `folder` is where an earlier run of the app left its files. */
export async function startEngines(change: Partial<EngineOptions> = {}, folder?: string): Promise<EnginesUnderTest> {
  const root = folder ?? (await mkdtemp(join(tmpdir(), "lakeshore-engine-")));
  const engines = await enginesIn(root, change);
  onTestFinished(async () => {
    await engines.close();
    if (folder === undefined) await rm(root, { recursive: true, force: true });
  });
  return engines;
}

/** The same for many tests: the caller closes them. */
export async function enginesIn(root: string, change: Partial<EngineOptions> = {}): Promise<EnginesUnderTest> {
  const at = (name: string) => join(root, name);
  const paths = { userData: root, cache: at("cache"), temp: at("temp"), resources: root, programs: root };
  await mkdir(paths.temp, { recursive: true });
  const processes: ForkedProcess[] = [];
  const engines = createEngines(
    {
      paths,
      forkEngine: (options) => {
        const forked = forkEngine(options);
        processes.push(forked);
        return forked;
      },
    },
    {
      entry: engineEntry,
      memoryPerCall: { questions: GiB / 2, files: GiB / 2 },
      maxResultBytes: GiB,
      spillBytes: GiB,
      ...withLimits({}),
      ...change,
    },
  );
  return { ...engines, folder: root, paths, processes };
}

export function withLimits(change: Partial<ProcessLimits>): Pick<EngineOptions, "limits"> {
  const limits = { memoryBytes: 2 * GiB, silenceMs: 20_000, startMs: 30_000, cancelMs: 20_000, ...change };
  return { limits: { questions: limits, files: limits } };
}

/** A question over nothing but what its text makes. */
export async function ask(
  engines: Engines,
  sql: string,
  options: { signal?: AbortSignal; readable?: string[]; onProgress?: () => void } = {},
) {
  const { signal = new AbortController().signal, readable = [], onProgress = () => {} } = options;
  return engines.questions.ask({ executionId: "execution", sql, setup: [], readable }, { signal, onProgress });
}

export async function rowsOf(
  engines: Engines,
  resultSetId: string,
  start: number,
  end: number,
  viewId: string | null = null,
) {
  const { signal } = new AbortController();
  return (await engines.results.rows({ resultSetId, viewId, start, end }, { signal })).rows;
}
