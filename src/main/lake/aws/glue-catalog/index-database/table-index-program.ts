import { TableIndex } from "./table-index.ts";
import type { TableIndexAnswer, TableIndexMessage } from "./table-index-protocol.ts";

/** The worker's side: owns the database of one catalog and answers messages one after another. */
export function tableIndexProgram(databasePath: string): (message: TableIndexMessage) => TableIndexAnswer {
  const index = new TableIndex(databasePath);
  return ({ id, request }) => {
    try {
      return { id, reply: index.answer(request) };
    } catch (error) {
      return { id, error: error instanceof Error ? error.message : String(error) };
    }
  };
}
