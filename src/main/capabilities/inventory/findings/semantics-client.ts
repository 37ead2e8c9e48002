import { AppError } from "../../../../shared/domain/app-error.ts";
import type { CustomClassifier, TriedClassifier } from "../../../../shared/domain/custom-classifier.ts";
import { WorkerClient } from "../../../streams/worker-client.ts";
import type { ColumnFinding, SampledValues, SemanticsReply, SemanticsRequest } from "./semantics-protocol.ts";

type ReplyOf<Kind extends SemanticsReply["kind"]> = Extract<SemanticsReply, { kind: Kind }>;
type Options = { signal: AbortSignal };

/** Main's side of a worker that says what values mean: it is all computing, over what strangers made. */
export class SemanticsClient {
  readonly #entry: URL;
  #worker: WorkerClient<SemanticsRequest, SemanticsReply> | null = null;
  #classifiers: readonly CustomClassifier[] = [];

  /** `entry` is the program of workers/semantics-worker.ts. It starts with the first question, and again after it was lost. */
  constructor(entry: URL) {
    this.#entry = entry;
  }

  /** Takes people's own classifiers for all that is asked from now on. Sentences about those that do not work. */
  async use(classifiers: readonly CustomClassifier[], options: Options): Promise<readonly string[]> {
    this.#classifiers = classifiers;
    return (await this.#ask({ kind: "use", classifiers }, "using", options)).refused;
  }

  /** What the columns of a table mean. */
  async find(table: string, columns: readonly SampledValues[], options: Options): Promise<readonly ColumnFinding[]> {
    return (await this.#ask({ kind: "find", table, columns }, "found", options)).findings;
  }

  /** What a classifier says of values, whether it is taken or not. INVALID_INPUT for one that does not work. */
  async tryClassifier(
    classifier: CustomClassifier,
    values: readonly string[],
    options: Options,
  ): Promise<TriedClassifier> {
    const { outcome } = await this.#ask({ kind: "try", classifier, values }, "tried", options);
    if ("code" in outcome) throw AppError.fromData(outcome);
    return outcome;
  }

  /** INVALID_INPUT for a classifier that does not work. */
  async check(classifier: CustomClassifier, options: Options): Promise<void> {
    const { problem } = await this.#ask({ kind: "check", classifier }, "checked", options);
    if (problem) throw AppError.fromData(problem);
  }

  async close(): Promise<void> {
    await this.#worker?.close();
  }

  async #ask<Kind extends SemanticsReply["kind"]>(
    request: SemanticsRequest,
    kind: Kind,
    options: Options,
  ): Promise<ReplyOf<Kind>> {
    const reply = await (await this.#client(options)).request(request, options);
    if (isOfKind(reply, kind)) return reply;
    throw new AppError("INTERNAL", `The worker for meanings answered “${reply.kind}” and not “${kind}”.`);
  }

  async #client(options: Options): Promise<WorkerClient<SemanticsRequest, SemanticsReply>> {
    if (this.#worker && !this.#worker.hasFailed) return this.#worker;
    const worker = new WorkerClient<SemanticsRequest, SemanticsReply>(this.#entry, null, unavailable);
    this.#worker = worker;
    await worker.request({ kind: "use", classifiers: this.#classifiers }, options);
    return worker;
  }
}

function isOfKind<Kind extends SemanticsReply["kind"]>(reply: SemanticsReply, kind: Kind): reply is ReplyOf<Kind> {
  return reply.kind === kind;
}

function unavailable(cause: Error): AppError {
  return new AppError("UNAVAILABLE", "What the values of columns mean could not be found out.", {
    hint: "Scan again.",
    retryable: true,
    cause,
  });
}
