import type { Partition } from "@aws-sdk/client-glue";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import type { GlueService } from "../glue-service.ts";
import type { GlueName } from "../mapping/entry-names.ts";
import { eachSegmentPage } from "./partition-pages.ts";

/** More are not held in memory. */
const MOST = 200_000;

/** Values of registered partitions. Of a table with very many it knows some. */
export class KnownPartitions {
  readonly #values = new Set<string>();

  /** Reads them, without the columns of each. Who may not read them knows none. */
  static async of(service: GlueService, name: GlueName, signal: AbortSignal): Promise<KnownPartitions> {
    const known = new KnownPartitions();
    try {
      await eachSegmentPage(service, name, (partitions) => known.#add(partitions), signal);
    } catch (error) {
      if (!(error instanceof AppError && error.code === "ACCESS_DENIED")) throw error;
    }
    return known;
  }

  has(values: readonly string[]): boolean {
    return this.#values.has(JSON.stringify(values));
  }

  /** Whether more are wanted. */
  #add(partitions: readonly Partition[]): boolean {
    for (const { Values = [] } of partitions) this.#values.add(JSON.stringify(Values));
    return this.#values.size < MOST;
  }
}
