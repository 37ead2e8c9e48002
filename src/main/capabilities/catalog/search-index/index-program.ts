import { answerInOrder } from "../../../streams/answer-in-order.ts";
import { SearchIndex } from "./search-index.ts";

/** The worker's side of one lake's index: owns its database. */
export function indexProgram(databasePath: string) {
  const index = new SearchIndex(databasePath);
  return answerInOrder(index.answer.bind(index));
}
