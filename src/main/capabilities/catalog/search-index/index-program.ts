import type { IndexAnswer, IndexMessage } from "./index-protocol.ts";
import { SearchIndex } from "./search-index.ts";

/** The worker's side: owns the database of one lake's index and answers messages one after another. */
export function indexProgram(databasePath: string): (message: IndexMessage) => IndexAnswer {
  const index = new SearchIndex(databasePath);
  return ({ id, request }) => {
    try {
      return { id, reply: index.answer(request) };
    } catch (error) {
      return { id, error: error instanceof Error ? error.message : String(error) };
    }
  };
}
