import { AppError } from "../../../../shared/domain/app-error.ts";
import { Connection } from "../../../../shared/domain/connection.ts";
import { client } from "../../../lib/client.ts";

/** What keeps a connection from working with a secret key that is not kept yet; null when nothing does. */
export async function secretProblem(connection: Connection, secretKey: string): Promise<AppError | null> {
  const subject = { connection: Connection.parse(connection), secretKey, bucket: null, prefix: "" };
  for await (const { step, state, error } of await client.connections.test(subject)) {
    if (state === "failed" && error) return AppError.fromData(error);
    // A store without STS says only there whether it knows the key.
    if (step === "buckets" && state !== "running") break;
  }
  return null;
}
