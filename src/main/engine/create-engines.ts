import { availableParallelism, totalmem } from "node:os";
import { join } from "node:path";
import type { HostServices } from "../host-services.ts";
import type { ResultSets } from "../lake/result-sets.ts";
import { EngineClient } from "./client/engine-client.ts";
import type { ProcessLimits } from "./client/engine-process.ts";
import { EngineSupervisor } from "./client/engine-supervisor.ts";
import { settingsVariable, type EngineSettings } from "./engine-protocol.ts";
import type { Engine } from "./engine.ts";
import { KeptResults } from "./results/kept-results.ts";

export interface Engines {
  /** Runs what people type. */
  questions: Engine;
  /** Reads files, writes exports and makes the orders of results. */
  files: Engine;
  results: ResultSets;
  close(): Promise<void>;
}

export interface EngineOptions {
  /** The program of the processes. */
  entry: string;
  /** Bytes that DuckDB may take for one piece of work of a role. */
  memoryPerCall: Record<EngineSettings["role"], number>;
  /** Bytes on disk that all results may take together. */
  maxResultBytes: number;
  /** Bytes on disk that one piece of work may take for what does not fit into memory. */
  spillBytes: number;
  limits: Record<EngineSettings["role"], ProcessLimits>;
}

const GiB = 2 ** 30;
/** What a process takes besides DuckDB's bounded memory: Node, code, and what DuckDB does not count. */
const headroomBytes = 1 * GiB;

/** How much an engine may take on this machine, with two questions at once. */
function defaultEngineOptions(programs: string): EngineOptions {
  const total = totalmem();
  const perQuestion = Math.min(8 * GiB, Math.max(GiB / 2, total * 0.2));
  const perFile = Math.min(2 * GiB, Math.max(GiB / 2, total * 0.1));
  const times = { silenceMs: 10_000, startMs: 30_000, cancelMs: 5_000 };
  return {
    entry: join(programs, "engine", "entry.js"),
    memoryPerCall: { questions: perQuestion, files: perFile },
    maxResultBytes: 20 * GiB,
    spillBytes: 20 * GiB,
    limits: {
      questions: { memoryBytes: 2 * perQuestion + headroomBytes, ...times },
      files: { memoryBytes: 2 * perFile + headroomBytes, ...times },
    },
  };
}

/** The two engine processes (record 0002), started when first needed, and the results they make. */
export function createEngines(
  { forkEngine, paths }: Pick<HostServices, "forkEngine" | "paths">,
  options: EngineOptions = defaultEngineOptions(paths.programs),
): Engines {
  const supervise = (role: EngineSettings["role"]) => {
    const settings: EngineSettings = {
      role,
      memoryPerCall: options.memoryPerCall[role],
      threads: availableParallelism(),
      spillFolder: join(paths.temp, `engine-${role}`),
      spillBytes: options.spillBytes,
      heartbeatMs: Math.min(500, options.limits[role].silenceMs / 5),
    };
    // Each statement that runs holds one of libuv's threads, of which there are four by default.
    const env = { [settingsVariable]: JSON.stringify(settings), UV_THREADPOOL_SIZE: "16" };
    const fork = () => forkEngine({ entry: options.entry, serviceName: `Lakeshore engine (${role})`, env });
    return new EngineSupervisor(role, fork, options.limits[role]);
  };
  const supervisors = { questions: supervise("questions"), files: supervise("files") };
  const questions = new EngineClient(supervisors.questions, () => results);
  const files = new EngineClient(supervisors.files, () => results);
  const results: KeptResults = new KeptResults(join(paths.cache, "results"), options.maxResultBytes, (request, call) =>
    files.arrange(request, call),
  );
  return {
    questions,
    files,
    results,
    async close() {
      await Promise.all([supervisors.questions.close(), supervisors.files.close()]);
      await results.close();
    },
  };
}
