import { isCancellation } from "../../../../shared/domain/app-error.ts";
import { appErrorOf } from "../../../lib/app-error-of.ts";
import { client } from "../../../lib/client.ts";
import type { RowSource } from "../../../ui/data-grid/index.ts";

interface ResultSourceOptions {
  resultSetId: string;
  /** Null is the result as it came. */
  viewId: string | null;
  count: number;
  /** Called when the rows are not kept any more. */
  onGone: () => void;
}

/** The rows of a kept result, a block at a time. */
export function resultSource({ resultSetId, viewId, count, onGone }: ResultSourceOptions): RowSource {
  return {
    count,
    rows: async (start, end) => {
      try {
        return (await client.query.rows({ resultSetId, viewId, start, end })).rows;
      } catch (error) {
        if (!isCancellation(error) && appErrorOf(error).code === "NOT_FOUND") onGone();
        throw error;
      }
    },
  };
}
