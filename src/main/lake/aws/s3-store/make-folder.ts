import { AppError } from "../../../../shared/domain/app-error.ts";
import { nameTaken } from "./conditional-writes.ts";
import type { S3Place } from "./key-space.ts";
import type { S3Context } from "./s3-context.ts";
import { headOf, prefixAt } from "./stat-object.ts";
import { putObject } from "./writing/put-object.ts";

/** Makes a prefix be there without objects: by an empty object that ends in "/", as other tools do too. */
export async function makeFolder(context: S3Context, place: S3Place, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw new AppError("CANCELLED", "Making a folder was cancelled.");
  if (await prefixAt(context, place, signal)) throw nameTaken(place.uri);
  const name = place.key.slice(0, -1);
  if (await headOf(context, { ...place, key: name, uri: place.uri.slice(0, -1) }, signal)) throw nameTaken(place.uri);
  await putObject(context, { place, body: Buffer.alloc(0), mode: "create", signal });
}
