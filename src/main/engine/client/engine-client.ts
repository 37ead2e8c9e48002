import { rm } from "node:fs/promises";
import type { z } from "zod";
import type { Arrangement } from "../../../shared/contract/query.ts";
import type { RowBlock } from "../../../shared/domain/columns.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { EngineStatus } from "../../../shared/contract/host.ts";
import type { QueryProgress } from "../../lake/ports.ts";
import type {
  Answer,
  Engine,
  EngineOptions,
  EngineSource,
  FileTarget,
  FileWritten,
  Question,
  RowProgress,
  TrustedStatement,
} from "../engine.ts";
import { answers, type EngineCall, type EngineOperation } from "../engine-protocol.ts";
import type { QuestionAnalysis } from "../questions/question-analysis.ts";
import type { KeptResults } from "../results/kept-results.ts";
import { partialPathOf } from "../writers/partial-file.ts";
import { type CallOptions, NeverBegun } from "./engine-process.ts";
import type { EngineSupervisor } from "./engine-supervisor.ts";
import { Slots } from "./slots.ts";

/** Questions that run at once; each has half of the engine's memory. */
const maxQuestions = 2;
const maxOtherCalls = 4;

/** Nothing is left half done of these, wherever they ended. */
const changesNothing: ReadonlySet<EngineOperation> = new Set(["script", "analyse", "explain"]);

/** Main's side of an engine process. */
export class EngineClient implements Engine {
  readonly #supervisor: EngineSupervisor;
  readonly #results: () => KeptResults;
  readonly #questions = new Slots(maxQuestions);
  readonly #others = new Slots(maxOtherCalls);

  constructor(supervisor: EngineSupervisor, results: () => KeptResults) {
    this.#supervisor = supervisor;
    this.#results = results;
  }

  async rows(statement: TrustedStatement, options: EngineOptions & { maxRows: number }): Promise<RowBlock> {
    const [block] = await this.script([statement], options);
    return block ?? { columns: [], rows: [] };
  }

  async script(
    statements: readonly TrustedStatement[],
    { readable, signal, maxRows }: EngineOptions & { maxRows: number },
  ): Promise<RowBlock[]> {
    const call = { operation: "script", statements: [...statements], readable, maxRows } as const;
    return this.#others.use(signal, () => this.#call(call, answers.script, { signal, onProgress: () => {} }));
  }

  async writeFile(
    source: EngineSource,
    target: FileTarget,
    options: EngineOptions & RowProgress,
  ): Promise<FileWritten> {
    if (source.kind === "statement") return this.#write(source, target, options);
    const results = this.#results();
    const { columns, ranges } = source;
    return results.shelf.use(source.resultSetId, async (result) => {
      const arrangement = await results.arrangementOf(result, source.viewId);
      return this.#write({ kind: "result", folder: result.folder, arrangement, columns, ranges }, target, options);
    });
  }

  async analyse(sql: string, { signal }: { signal: AbortSignal }): Promise<QuestionAnalysis> {
    return this.#call({ operation: "analyse", sql }, answers.analyse, { signal, onProgress: () => {} });
  }

  async explain(
    { sql, setup, readable }: Omit<Question, "executionId">,
    { signal }: { signal: AbortSignal },
  ): Promise<string> {
    return this.#call({ operation: "explain", sql, setup, readable }, answers.explain, {
      signal,
      onProgress: () => {},
    });
  }

  async ask(
    { sql, setup, readable, shown }: Question,
    { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: QueryProgress) => void },
  ): Promise<Answer> {
    const { shelf } = this.#results();
    return this.#questions.use(signal, async () => {
      const { id, folder } = await shelf.begin();
      try {
        const call: EngineCall = {
          operation: "ask",
          sql,
          setup: [...setup],
          readable,
          folder,
          maxBytes: shelf.maxBytes,
          shown: shown ?? null,
        };
        const answer = await this.#call(call, answers.ask, {
          signal,
          onProgress: (progress) => onProgress({ ...progress, memoryBytes: this.#supervisor.memoryBytes }),
        });
        await shelf.keep(id);
        return { resultSetId: id, ...answer };
      } catch (error) {
        await shelf.discard(id);
        throw error;
      }
    });
  }

  /** Makes the order of a view of a kept result. */
  async arrange(
    request: { folder: string; arrangement: Arrangement; orderPath: string },
    { signal }: { signal: AbortSignal },
  ): Promise<{ rows: number }> {
    const call = { operation: "arrange", ...request } as const;
    return this.#others.use(signal, () => this.#call(call, answers.arrange, { signal, onProgress: () => {} }));
  }

  status(signal?: AbortSignal): AsyncIterable<EngineStatus> {
    return this.#supervisor.status(signal);
  }

  async stop(): Promise<void> {
    await this.#supervisor.stop();
  }

  async #write(
    source: Extract<EngineCall, { operation: "write" }>["source"],
    target: FileTarget,
    { readable, signal, onProgress }: EngineOptions & RowProgress,
  ): Promise<FileWritten> {
    // Named here, so that it can be removed when the process is killed in the middle of it.
    const partialPath = partialPathOf(target.path);
    const call = { operation: "write", source, target: { ...target, partialPath }, readable } as const;
    const report = (rows: number | null) => rows !== null && onProgress(rows);
    return this.#others.use(signal, async () => {
      try {
        return await this.#call(call, answers.write, { signal, onProgress: ({ rows }) => report(rows) });
      } catch (error) {
        await rm(partialPath, { force: true });
        throw error;
      }
    });
  }

  async #call<T>(call: EngineCall, schema: z.ZodType<T>, options: CallOptions): Promise<T> {
    const answer = schema.safeParse(await this.#answer(call, options));
    if (!answer.success) throw new AppError("INTERNAL", "The engine's answer cannot be read.", { cause: answer.error });
    return answer.data;
  }

  /** What a process never took up, the next one is asked for, once. */
  async #answer(call: EngineCall, options: CallOptions): Promise<unknown> {
    const process = await this.#supervisor.live(options.signal);
    try {
      return await process.call(call, options);
    } catch (error) {
      if (!(error instanceof NeverBegun)) throw error;
      if (options.signal.aborted || !changesNothing.has(call.operation)) throw error.loss;
    }
    await process.ended;
    const next = await this.#supervisor.live(options.signal);
    return next.call(call, options).catch((error: unknown) => {
      throw error instanceof NeverBegun ? error.loss : error;
    });
  }
}
