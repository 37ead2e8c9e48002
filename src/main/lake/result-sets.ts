import type { Arrangement, ResultView } from "../../shared/contract/query.ts";
import type { Column, RowBlock } from "../../shared/domain/columns.ts";

/** Finished results of any engine, kept as files that outlive the engine's process, until freed or over the cap. */
export interface ResultSets {
  /** Null when it was freed. */
  describe(
    resultSetId: string,
    options: { signal: AbortSignal },
  ): Promise<{ columns: readonly Column[]; rows: number } | null>;
  /** Rows [start, end) of the result as it came (`viewId` null) or as arranged. NOT_FOUND when it was freed. */
  rows(
    request: { resultSetId: string; viewId: string | null; start: number; end: number },
    options: { signal: AbortSignal },
  ): Promise<RowBlock>;
  /** Materialises an order and a filter. NOT_FOUND when the result was freed. */
  arrange(
    request: { resultSetId: string; arrangement: Arrangement },
    options: { signal: AbortSignal },
  ): Promise<ResultView>;
  release(resultSetId: string): Promise<void>;
}
