import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import { AppError, isCancellation } from "../../../../shared/domain/app-error.ts";
import type { CustomClassifier } from "../../../../shared/domain/custom-classifier.ts";
import type { JobContext, Jobs } from "../../activity/index.ts";
import type { LakeKnowledge } from "../lake-knowledge.ts";
import { type ExchangeFormat, type ReadStatement, readStatements, writeStatements } from "./exchange-format.ts";
import type { KnowledgeReplyOf } from "../store/knowledge-client.ts";
import { writeParts } from "./export-file.ts";
import { type ImportPlan, type PlannedChange, isStillSo, planImport } from "./import-plan.ts";

type Options = { signal: AbortSignal };

const EXPORTED = 500;

interface KeptPlan {
  id: string;
  me: string;
  plan: ImportPlan;
}

interface ExchangeDependencies {
  jobs: Jobs;
  of: (lakeId: string) => LakeKnowledge;
  /** INVALID_INPUT for one that does not work. */
  checkClassifier: (classifier: CustomClassifier, options: Options) => Promise<void>;
}

/** Brings all that is known of a lake out of it as text, and such texts into a lake: planned, looked at, then written. */
export class Exchange {
  readonly #jobs: Jobs;
  readonly #of: ExchangeDependencies["of"];
  readonly #checkClassifier: ExchangeDependencies["checkClassifier"];
  /** The last plan of each lake. */
  readonly #plans = new Map<string, KeptPlan>();

  constructor({ jobs, of, checkClassifier }: ExchangeDependencies) {
    this.#jobs = jobs;
    this.#of = of;
    this.#checkClassifier = checkClassifier;
  }

  /** A part of the text; put together they are a file. */
  async export(lakeId: string, format: ExchangeFormat, after: string | null, options: Options) {
    const request = { kind: "export", after, limit: EXPORTED } as const;
    const { made, next } = await this.#of(lakeId).askWhole(request, "export", options);
    return { text: writeStatements(format, made, { isFirst: after === null, isLast: next === null }), next };
  }

  /** Writes all parts to a file that the person chose, as a job. */
  exportToFile(lakeId: string, format: ExchangeFormat, path: string): string {
    const title = `Export what is known to ${basename(path)}`;
    return this.#jobs.start({ kind: "export", title, lakeId, unit: "rows", total: null }, async (context) => {
      await writeParts(path, this.#parts(lakeId, format, context));
      return { kind: "file", path };
    });
  }

  async *#parts(lakeId: string, format: ExchangeFormat, { signal, progress }: JobContext) {
    let after: string | null = null;
    let done = 0;
    do {
      signal.throwIfAborted();
      const request = { kind: "export", after, limit: EXPORTED } as const;
      const page: KnowledgeReplyOf<"export"> = await this.#of(lakeId).askWhole(request, "export", { signal });
      yield writeStatements(format, page.made, { isFirst: after === null, isLast: page.next === null });
      done += page.made.length;
      progress({ done });
      after = page.next;
    } while (after !== null);
  }

  async plan(lakeId: string, format: ExchangeFormat, text: string, options: Options) {
    const knowledge = this.#of(lakeId);
    const read: ReadStatement[] = [];
    for (const one of readStatements(format, text)) read.push(await this.#orRefused(one, options));
    const me = (await knowledge.lake.identity.whoAmI(options)).principal;
    await knowledge.askWhole({ kind: "status" }, "status", options);
    const plan = await planImport(knowledge, read, me, options);
    const id = randomUUID();
    this.#plans.set(lakeId, { id, me, plan });
    return { planId: id, changes: plan.changes.length, same: plan.same, leftOut: plan.leftOut.length };
  }

  changes(lakeId: string, planId: string, start: number, limit: number) {
    const { plan } = this.#planOf(lakeId, planId);
    return plan.changes
      .slice(start, start + limit)
      .map(({ number, summary, before, after }) => ({ number, summary, before, after }));
  }

  leftOut(lakeId: string, planId: string, start: number, limit: number) {
    return this.#planOf(lakeId, planId).plan.leftOut.slice(start, start + limit);
  }

  /** Writes what was planned, as a job; what has changed since is left alone, and the job says so. */
  apply(lakeId: string, planId: string, say: (change: PlannedChange, options: Options) => Promise<string | null>) {
    const kept = this.#planOf(lakeId, planId);
    this.#plans.delete(lakeId);
    const { changes } = kept.plan;
    const title = `Import ${changes.length.toLocaleString("en")} changes of what is known`;
    return this.#jobs.start({ kind: "import", title, lakeId, unit: "rows", total: changes.length }, async (context) => {
      await this.#applyAll(this.#of(lakeId), kept, say, context);
      return { kind: "none" };
    });
  }

  forget(lakeId: string): void {
    this.#plans.delete(lakeId);
  }

  async #applyAll(
    knowledge: LakeKnowledge,
    { me, plan }: KeptPlan,
    say: (change: PlannedChange, options: Options) => Promise<string | null>,
    { signal, progress, warn }: JobContext,
  ): Promise<void> {
    for (const [index, change] of plan.changes.entries()) {
      signal.throwIfAborted();
      try {
        const warning = (await isStillSo(knowledge, change, me, { signal }))
          ? await say(change, { signal })
          : `Number ${change.number} was left alone: somebody has changed this since it was planned.`;
        if (warning !== null) warn(warning);
      } catch (error) {
        if (isCancellation(error) || !(error instanceof AppError)) throw error;
        throw new AppError(error.code, `${index.toLocaleString("en")} changes were written, then: ${error.message}`, {
          ...(error.hint === undefined ? {} : { hint: error.hint }),
          retryable: error.retryable,
          cause: error,
        });
      }
      progress({ done: index + 1 });
    }
  }

  /** What would not work is said before anything is written. */
  async #orRefused(read: ReadStatement, options: Options): Promise<ReadStatement> {
    if (read.statement?.topic !== "classifier" || read.statement.value === null) return read;
    try {
      await this.#checkClassifier(read.statement.value, options);
      return read;
    } catch (error) {
      if (!(error instanceof AppError && error.code === "INVALID_INPUT")) throw error;
      return { number: read.number, statement: null, problem: error.message };
    }
  }

  #planOf(lakeId: string, planId: string): KeptPlan {
    const kept = this.#plans.get(lakeId);
    if (kept?.id === planId) return kept;
    throw new AppError("NOT_FOUND", "That import is not planned any more.", { hint: "Choose the file again." });
  }
}
