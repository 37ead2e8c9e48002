import { log } from "../../log.ts";
import type { AthenaFacts } from "../../../shared/domain/athena.ts";
import type { ResultSets } from "../../lake/result-sets.ts";
import type { QueriedLake } from "./lake-engines.ts";
import type { FreedResults } from "./query-history.ts";

interface RemovalDependencies {
  lakes: { get(lakeId: string): QueriedLake };
  resultSets: ResultSets;
}

/** Removes results that nobody can reach any more: from this machine, and what Athena wrote of them to the lake. */
export class FreedResultsRemoval {
  readonly #dependencies: RemovalDependencies;
  readonly #closing = new AbortController();
  readonly #discarding = new Set<Promise<void>>();

  constructor(dependencies: RemovalDependencies) {
    this.#dependencies = dependencies;
  }

  /** Ends when they are gone from this machine; nobody waits for Athena's. A result that stays goes when its time is over. */
  async remove(lakeId: string, { resultSetIds, athena }: FreedResults): Promise<void> {
    if (athena.length > 0) {
      const discarding = this.#discard(lakeId, athena).finally(() => this.#discarding.delete(discarding));
      this.#discarding.add(discarding);
    }
    const { resultSets } = this.#dependencies;
    await Promise.all(
      resultSetIds.map((id) =>
        resultSets.release(id).catch((error: unknown) => log("warn", "a result was not freed", { id, error })),
      ),
    );
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#discarding);
  }

  async #discard(lakeId: string, executions: readonly AthenaFacts[]): Promise<void> {
    try {
      const { athena } = this.#dependencies.lakes.get(lakeId).queries;
      if (athena.available) await athena.engine.discard(executions, { signal: this.#closing.signal });
    } catch (error) {
      log("info", "results of Athena were not deleted", { lake: lakeId, error });
    }
  }
}
