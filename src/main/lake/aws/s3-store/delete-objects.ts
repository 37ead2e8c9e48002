import { createHash } from "node:crypto";
import { DeleteObjectCommand, DeleteObjectsCommand } from "@aws-sdk/client-s3";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type { DeleteOutcome } from "../../ports.ts";
import { awsError } from "../errors/aws-error.ts";
import { inParallel } from "./in-parallel.ts";
import type { S3Place } from "./key-space.ts";
import { type S3Context, answeredAbout } from "./s3-context.ts";

/** S3's limit of a request. */
const MOST_KEYS = 1000;
const SINGLE_AT_ONCE = 8;

type Options = { signal: AbortSignal };
type Named = { key: string; place: S3Place };

/** Deletes keys a thousand at a time, with an outcome each. Keys that are no paths get theirs without a request. */
export async function* deleteObjects(
  context: S3Context,
  keys: AsyncIterable<string> | Iterable<string>,
  { signal }: Options,
): AsyncGenerator<DeleteOutcome> {
  let batch: Named[] = [];
  for await (const key of keys) {
    if (signal.aborted) throw cancelled();
    const place = placeOf(context, key);
    if (place instanceof AppError) yield { key, error: place };
    else batch.push({ key, place });
    if (batch.length < MOST_KEYS) continue;
    yield* deleteBatch(context, batch, signal);
    batch = [];
  }
  if (signal.aborted) throw cancelled();
  if (batch.length > 0) yield* deleteBatch(context, batch, signal);
}

function placeOf({ keys }: S3Context, key: string): S3Place | AppError {
  try {
    return key.endsWith("/") ? keys.prefix(key) : keys.object(key);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

async function* deleteBatch(
  context: S3Context,
  batch: readonly Named[],
  signal: AbortSignal,
): AsyncGenerator<DeleteOutcome> {
  const buckets = Map.groupBy(batch, ({ place }) => place.bucket);
  for (const [bucket, all] of buckets) {
    const named = Map.groupBy(all, ({ place }) => (context.batchDeletes && isXml(place.key) ? "together" : "single"));
    yield* await together(context, bucket, named.get("together") ?? [], signal);
    yield* await single(context, named.get("single") ?? [], signal);
  }
}

async function together(
  context: S3Context,
  bucket: string,
  named: readonly Named[],
  signal: AbortSignal,
): Promise<DeleteOutcome[]> {
  const [first] = named;
  if (!first) return [];
  const command = new DeleteObjectsCommand({
    Bucket: bucket,
    Delete: { Quiet: true, Objects: named.map(({ place }) => ({ Key: place.key })) },
  });
  addContentMd5(command);
  const place = { ...first.place, uri: `s3://${bucket}/ (${named.length} objects)` };
  try {
    const answer = await answeredAbout(context.client.send(command, { abortSignal: signal }), "DeleteObject", place);
    const asked = new Set(named.map(({ place: { key } }) => key));
    const failed = new Map((answer.Errors ?? []).map((failure) => [failure.Key, failure]));
    // An error that names none of them may be of each.
    const nameless = [...failed.values()].find(({ Key }) => Key === undefined || !asked.has(Key));
    return named.map(({ key, place: { key: inBucket, uri } }) => {
      const failure = failed.get(inBucket) ?? nameless;
      return { key, error: failure ? keyError(failure, uri) : null };
    });
  } catch (error) {
    if (!(error instanceof AppError && error.code === "UNSUPPORTED")) throw error;
    context.batchDeletes = false;
    return single(context, named, signal);
  }
}

async function single(context: S3Context, named: readonly Named[], signal: AbortSignal): Promise<DeleteOutcome[]> {
  const outcomes: DeleteOutcome[] = [];
  const waiting = named[Symbol.iterator]();
  const next = async () => waiting.next().value ?? null;
  await inParallel(SINGLE_AT_ONCE, signal, next, async ({ key, place }, stopped) => {
    const command = new DeleteObjectCommand({ Bucket: place.bucket, Key: place.key });
    try {
      await answeredAbout(context.client.send(command, { abortSignal: stopped }), "DeleteObject", place);
      outcomes.push({ key, error: null });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === "CANCELLED") throw error;
      outcomes.push({ key, error: error.code === "NOT_FOUND" ? null : error });
    }
  });
  return outcomes;
}

/** Null for what is gone already. */
function keyError({ Code, Message }: { Code?: string | undefined; Message?: string | undefined }, uri: string) {
  if (Code === "NoSuchKey" || Code === "NoSuchVersion") return null;
  const failure = Object.assign(new Error(Message ?? Code ?? "unknown"), { name: Code ?? "Unknown" });
  return awsError(failure, { call: "s3:DeleteObject", resource: uri });
}

/** S3 wants a checksum of this body; older stores know MD5 alone. */
function addContentMd5(command: DeleteObjectsCommand): void {
  command.middlewareStack.add(
    (next) => (args) => {
      const { request } = args;
      if (typeof request === "object" && request !== null && "body" in request && "headers" in request) {
        const { body, headers } = request;
        if (typeof body === "string" && typeof headers === "object" && headers !== null) {
          Reflect.set(headers, "content-md5", createHash("md5").update(body).digest("base64"));
        }
      }
      return next(args);
    },
    { step: "build", name: "lakeshoreContentMd5", priority: "low" },
  );
}

/** XML 1.0 cannot say control characters but tab and ends of lines, and parsers change "\r". */
function isXml(key: string): boolean {
  for (let index = 0; index < key.length; index += 1) {
    const code = key.charCodeAt(index);
    if ((code < 0x20 && code !== 0x09 && code !== 0x0a) || code >= 0xfffe) return false;
  }
  return true;
}

function cancelled(): AppError {
  return new AppError("CANCELLED", "Deleting was cancelled.");
}
