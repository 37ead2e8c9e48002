import { answerInOrder } from "../../../streams/answer-in-order.ts";
import { ProfileDatabase } from "./profile-database.ts";

/** The worker's side of the profiles of one lake: owns their database. */
export function profileProgram(databasePath: string) {
  const database = new ProfileDatabase(databasePath);
  return answerInOrder(database.answer.bind(database));
}
