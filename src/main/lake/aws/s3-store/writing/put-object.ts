import { setTimeout as delay } from "node:timers/promises";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import { nameTaken } from "../conditional-writes.ts";
import type { S3Place } from "../key-space.ts";
import type { StoredObject } from "../../../ports.ts";
import { etagOf, objectOf, secondOf } from "../object-facts.ts";
import { readObject } from "../read-object.ts";
import { type S3Context, answeredAbout } from "../s3-context.ts";
import { headOf } from "../stat-object.ts";
import { guardOf, guardPayload } from "./payload-hash.ts";

export interface PutRequest {
  place: S3Place;
  body: Buffer<ArrayBuffer>;
  mode: "create" | "replace";
  signal: AbortSignal;
}

/** Another conditional write of the key was under way (409): the outcome is open, so that the same is asked again. */
const MOST_CONFLICTS = 6;
const CONFLICT_PAUSE_MS = 150;

/** Writes an object in one request. ALREADY_EXISTS under "create" when the key is taken. */
export async function putObject(context: S3Context, request: PutRequest): Promise<StoredObject> {
  if (request.mode === "replace") return put(context, request, false);
  if (!context.conditional.enforced) return putGuarded(context, request);
  for (let conflicts = 0; ; conflicts += 1) {
    try {
      return await put(context, request, true);
    } catch (error) {
      const known = error instanceof AppError ? error : null;
      if (known?.code === "ALREADY_EXISTS" && wasRetried(known)) return ownObject(context, request, known);
      if (context.conditional.giveUpAfter(known)) return putGuarded(context, request);
      if (known?.code !== "CONFLICT" || conflicts >= MOST_CONFLICTS) throw error;
      const pause = CONFLICT_PAUSE_MS * 2 ** conflicts * (0.5 + Math.random());
      await delay(pause, undefined, { signal: request.signal }).catch(() => undefined);
    }
  }
}

async function put({ client }: S3Context, request: PutRequest, conditional: boolean): Promise<StoredObject> {
  const { place, body, signal } = request;
  const guard = await guardOf(client, body);
  const command = new PutObjectCommand({
    Bucket: place.bucket,
    Key: place.key,
    Body: body,
    ContentLength: body.byteLength,
    ...(guard.contentMd5 === null ? {} : { ContentMD5: guard.contentMd5 }),
    ...(conditional ? { IfNoneMatch: "*" } : {}),
  });
  let modified = new Date();
  const onAnswer = (date: Date) => {
    modified = date;
  };
  guardPayload(command.middlewareStack, guard, onAnswer);
  const sent = client.send(command, { abortSignal: signal });
  const { ETag } = await answeredAbout(sent, "PutObject", place, conditional);
  const key = place.storeKey(place.key);
  return { kind: "object", key, size: body.byteLength, modified: secondOf(modified), etag: etagOf(ETag) };
}

/** Looks before and after, where the store does not decide. */
function putGuarded(context: S3Context, request: PutRequest): Promise<StoredObject> {
  const { place, signal } = request;
  return context.conditional.exclusively(place.uri, async () => {
    if (await headOf(context, place, signal)) throw nameTaken(place.uri);
    const written = await put(context, request, false);
    const now = await headOf(context, place, signal);
    if (etagOf(now?.ETag) !== written.etag) throw nameTaken(place.uri);
    return written;
  });
}

/** The SDK sends again what got no answer: then it may be our own first try that has the name. */
export function wasRetried({ cause }: AppError): boolean {
  if (!(cause instanceof Error) || !("$metadata" in cause)) return false;
  const metadata: unknown = cause.$metadata;
  if (typeof metadata !== "object" || metadata === null || !("attempts" in metadata)) return false;
  return typeof metadata.attempts === "number" && metadata.attempts > 1;
}

async function ownObject(
  context: S3Context,
  { place, body, signal }: PutRequest,
  taken: AppError,
): Promise<StoredObject> {
  const head = await headOf(context, place, signal);
  if (!head || head.ContentLength !== body.byteLength) throw taken;
  let position = 0;
  const ifMatch = etagOf(head.ETag);
  for await (const chunk of readObject(context, place, { ifMatch, signal })) {
    if (body.compare(chunk, 0, chunk.byteLength, position, position + chunk.byteLength) !== 0) throw taken;
    position += chunk.byteLength;
  }
  return objectOf(place.storeKey(place.key), head);
}
