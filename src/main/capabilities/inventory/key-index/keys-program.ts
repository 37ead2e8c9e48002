import { answerInOrder } from "../../../streams/answer-in-order.ts";
import { KeyIndex } from "./key-index.ts";

/** The worker's side of one lake's key index: owns its database. */
export function keysProgram(databasePath: string) {
  const index = new KeyIndex(databasePath);
  return answerInOrder(index.answer.bind(index));
}
