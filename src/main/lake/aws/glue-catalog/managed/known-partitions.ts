import { AppError } from "../../../../../shared/domain/app-error.ts";
import type { GlueService } from "../glue-service.ts";
import type { GlueName } from "../mapping/entry-names.ts";

/** Parts that Glue cuts a table's partitions into to be read at the same time: 10 at most (API_Segment). */
const SEGMENTS = 4;
/** Most that a page may have (API_GetPartitions). */
const PAGE = 1000;
/** More are not held in memory. */
const MOST = 200_000;

/** Values of registered partitions. Of a table with very many it knows some. */
export class KnownPartitions {
  readonly #values = new Set<string>();

  /** Reads them, without the columns of each. Who may not read them knows none. */
  static async of(service: GlueService, name: GlueName, signal: AbortSignal): Promise<KnownPartitions> {
    const known = new KnownPartitions();
    const stopping = new AbortController();
    const either = AbortSignal.any([signal, stopping.signal]);
    const segments = Array.from({ length: SEGMENTS }, (_, number) => known.#read(service, name, number, either));
    try {
      await Promise.all(segments);
    } catch (error) {
      if (!(error instanceof AppError && error.code === "ACCESS_DENIED")) throw error;
    } finally {
      stopping.abort();
      await Promise.allSettled(segments);
    }
    return known;
  }

  has(values: readonly string[]): boolean {
    return this.#values.has(JSON.stringify(values));
  }

  async #read(service: GlueService, name: GlueName, number: number, signal: AbortSignal): Promise<void> {
    let token: string | undefined;
    do {
      const segment = { number, of: SEGMENTS };
      const page = await service.partitions(name, { limit: PAGE, token, segment }, signal);
      for (const { Values = [] } of page.Partitions ?? []) this.#values.add(JSON.stringify(Values));
      token = page.NextToken;
    } while (token && this.#values.size < MOST);
  }
}
