import { AppError, isCancellation } from "../../../../shared/domain/app-error.ts";
import type { CustomClassifier, TriedClassifier } from "../../../../shared/domain/custom-classifier.ts";
import type { FindingSubject, Verdict } from "../../../../shared/domain/finding-decision.ts";
import type { Finding } from "../../../../shared/domain/finding.ts";
import { log } from "../../../log.ts";
import type { FindingFilter } from "../key-index/finding-rows.ts";
import type { LakeInventory } from "../lake-inventory.ts";
import type { FindingKnowledge } from "./own-classifiers.ts";
import type { SemanticsClient } from "./semantics-client.ts";

type Options = { signal: AbortSignal };

interface FindingsDependencies {
  inventoryOf: (lakeId: string) => LakeInventory;
  knowledge: FindingKnowledge;
  /** Not the one of a scan: a slow pattern that somebody tries holds no scan up. */
  trials: SemanticsClient;
}

/** What the columns of datasets mean, as the scans of their lakes have found, and what people have decided on it. */
export class Findings {
  readonly #inventoryOf: (lakeId: string) => LakeInventory;
  readonly #knowledge: FindingKnowledge;
  readonly #trials: SemanticsClient;
  readonly #stop: () => void;
  /** Lakes whose index has the decisions as they are now. */
  readonly #current = new Set<string>();
  /** Lakes whose index is being given the decisions. */
  readonly #bringing = new Map<string, Promise<void>>();

  constructor({ inventoryOf, knowledge, trials }: FindingsDependencies) {
    this.#inventoryOf = inventoryOf;
    this.#knowledge = knowledge;
    this.#trials = trials;
    this.#stop = knowledge.onChange((lakeId) => {
      if (this.#current.delete(lakeId)) inventoryOf(lakeId).changed();
    });
  }

  async list(lakeId: string, filter: FindingFilter & { start: number; limit: number }, options: Options) {
    const { start, limit, ...which } = filter;
    await this.#bringDecisions(lakeId, options);
    return this.#inventoryOf(lakeId).ask({ kind: "findings", filter: which, start, limit }, "findings", options);
  }

  /** Of the dataset at a place, such as the location of a table. */
  async at(lakeId: string, zoneId: string, path: string, options: Options): Promise<readonly Finding[]> {
    await this.#bringDecisions(lakeId, options);
    const request = { kind: "findings-at", zoneId, path } as const;
    return (await this.#inventoryOf(lakeId).ask(request, "findings-of", options)).findings;
  }

  /** Confirms or dismisses, one after the other, or takes that back. Ones before a failure stay decided. */
  async decide(
    lakeId: string,
    findings: readonly FindingSubject[],
    verdict: Verdict | null,
    options: Options,
  ): Promise<number> {
    try {
      for (const finding of findings) await this.#knowledge.decide(lakeId, finding, verdict, options);
    } finally {
      this.#current.delete(lakeId);
      this.#inventoryOf(lakeId).changed();
    }
    return findings.length;
  }

  /** What a classifier says of values, before it is saved. INVALID_INPUT for one that does not work. */
  tryClassifier(classifier: CustomClassifier, values: readonly string[], options: Options): Promise<TriedClassifier> {
    return this.#trials.tryClassifier(classifier, values, options);
  }

  /** INVALID_INPUT for a classifier that does not work. */
  checkClassifier(classifier: CustomClassifier, options: Options): Promise<void> {
    return this.#trials.check(classifier, options);
  }

  /** For a lake that is closed. */
  forget(lakeId: string): void {
    this.#current.delete(lakeId);
  }

  async close(): Promise<void> {
    this.#stop();
    await this.#trials.close();
  }

  /** All who ask meanwhile wait for it; one that is cancelled leaves it to the next. */
  async #bringDecisions(lakeId: string, options: Options): Promise<void> {
    for (let other = this.#bringing.get(lakeId); other; other = this.#bringing.get(lakeId)) {
      // It fails where it was begun.
      await other.catch(() => undefined);
      options.signal.throwIfAborted();
    }
    if (this.#current.has(lakeId)) return;
    const bringing = this.#takeDecisions(lakeId, options).finally(() => this.#bringing.delete(lakeId));
    this.#bringing.set(lakeId, bringing);
    await bringing;
  }

  /** The verdicts of a team come with its journal; while that cannot be read, those count that were known. */
  async #takeDecisions(lakeId: string, options: Options): Promise<void> {
    const inventory = this.#inventoryOf(lakeId);
    this.#current.add(lakeId);
    try {
      const decisions = await this.#knowledge.decisions(lakeId, null, options);
      await inventory.ask({ kind: "decided", decisions }, "done", options);
    } catch (error) {
      this.#current.delete(lakeId);
      if (isCancellation(error) || !(error instanceof AppError)) throw error;
      log("warn", "what people have decided on findings is not known", { lake: lakeId, error });
    }
  }
}
