import { answerInOrder } from "../../../streams/answer-in-order.ts";
import { KnowledgeDatabase } from "./knowledge-database.ts";

/** The worker's side of what is known of one lake: owns its database. */
export function knowledgeProgram(databasePath: string) {
  const database = new KnowledgeDatabase(databasePath);
  return answerInOrder(database.answer.bind(database));
}
