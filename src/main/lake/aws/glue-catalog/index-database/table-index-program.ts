import { answerInOrder } from "../../../../streams/answer-in-order.ts";
import { TableIndex } from "./table-index.ts";

/** The worker's side of the index of one catalog: owns its database. */
export function tableIndexProgram(databasePath: string) {
  const index = new TableIndex(databasePath);
  return answerInOrder(index.answer.bind(index));
}
