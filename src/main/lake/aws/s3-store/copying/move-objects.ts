import { AppError } from "../../../../../shared/domain/app-error.ts";
import { nameTaken } from "../conditional-writes.ts";
import { deleteObjects } from "../delete-objects.ts";
import { inParallel } from "../in-parallel.ts";
import type { S3Place } from "../key-space.ts";
import { type ListedObject, type ListedPage, byBytes, listPage } from "../listing/list-page.ts";
import { listSequence } from "../listing/list-sequence.ts";
import { type S3Context, answeredAbout } from "../s3-context.ts";
import { headOf, prefixAt } from "../stat-object.ts";
import { copyObject } from "./copy-object.ts";
import { DeleteObjectCommand } from "@aws-sdk/client-s3";

/**
 * Moves an object, or all below a prefix, to keys that are free. S3 has no rename: everything is copied, then looked at in
 * its new place, and only then deleted. What breaks off in between leaves both, never neither, and can be done again:
 * copies that are there already are taken as made.
 */
export async function moveObjects(context: S3Context, from: string, to: string, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw new AppError("CANCELLED", "Moving was cancelled.");
  const isPrefix = from.endsWith("/");
  if (isPrefix !== to.endsWith("/") || from === "" || to === "") {
    throw new AppError("INVALID_INPUT", `“${from}” cannot become “${to}”.`);
  }
  if (!isPrefix) return moveOne(context, context.keys.object(from), context.keys.object(to), signal);
  const [source, target] = [context.keys.prefix(from), context.keys.prefix(to)];
  if (target.uri.startsWith(source.uri)) {
    throw new AppError("INVALID_INPUT", `“${from}” cannot be moved into itself.`, { hint: "Choose another folder." });
  }
  await movePrefix(context, source, target, signal);
}

async function moveOne(context: S3Context, from: S3Place, to: S3Place, signal: AbortSignal): Promise<void> {
  const before = await headOf(context, from, signal);
  if (!before) throw notThere(from);
  if (await prefixAt(context, { ...to, key: `${to.key}/`, uri: `${to.uri}/` }, signal)) throw nameTaken(to.uri);
  await copyObject(context, { from, to, mode: "create", signal });
  const now = await headOf(context, from, signal);
  if (now?.ETag !== before.ETag) throw changedWhileMoved(from);
  const command = new DeleteObjectCommand({ Bucket: from.bucket, Key: from.key });
  await answeredAbout(context.client.send(command, { abortSignal: signal }), "DeleteObject", from);
}

async function movePrefix(context: S3Context, from: S3Place, to: S3Place, signal: AbortSignal): Promise<void> {
  if (!(await prefixAt(context, from, signal))) throw notThere(from);
  await refuseOthers(context, from, to, signal);
  const pairs = pairedObjects(context, from, to, signal);
  const next = async () => (await pairs.next()).value ?? null;
  await inParallel(context.limits.parallelCopies, signal, next, async ({ source, target }, stopped) => {
    if (target) return;
    const [old, free] = [at(from, source.key), at(to, to.key + source.key.slice(from.key.length))];
    await copyObject(context, { from: old, to: free, mode: "create", signal: stopped, isFree: true });
  });
  let [seen, failed]: [number, number] = [0, 0];
  let first: AppError | null = null;
  for await (const { error } of deleteObjects(context, proven(context, from, to, signal), { signal })) {
    seen += 1;
    if (!error) continue;
    if (!(error instanceof AppError)) throw error;
    failed += 1;
    first ??= error;
  }
  if (first) throw leftBehind(first, failed, seen);
}

/** Keys of the source that are whole in the target. What was changed meanwhile breaks the move off. */
async function* proven(context: S3Context, from: S3Place, to: S3Place, signal: AbortSignal): AsyncGenerator<string> {
  for await (const { source, target } of pairedObjects(context, from, to, signal)) {
    if (!target || !isCopyOf(target, source)) throw changedWhileMoved(at(from, source.key));
    yield from.storeKey(source.key);
  }
}

/** A prefix that is taken by anything but copies of an earlier try stays as it is. */
async function refuseOthers(context: S3Context, from: S3Place, to: S3Place, signal: AbortSignal): Promise<void> {
  if (!(await prefixAt(context, to, signal))) return;
  const pairs = pairedObjects(context, to, from, signal);
  for await (const { source: taken, target: original } of pairs) {
    if (!original || !isCopyOf(taken, original)) throw nameTaken(to.uri);
  }
}

/** Etags differ after a copy in parts or another encryption; a copy is younger than what it was made of. */
function isCopyOf(copy: ListedObject, original: ListedObject): boolean {
  if (copy.size !== original.size) return false;
  return copy.etag === original.etag || original.modified <= copy.modified;
}

interface Pair {
  source: ListedObject;
  /** What has the same name in the other prefix. */
  target: ListedObject | null;
}

/** The objects of one prefix with those of the same name in another: two sorted listings, read side by side. */
async function* pairedObjects(
  context: S3Context,
  from: S3Place,
  to: S3Place,
  signal: AbortSignal,
): AsyncGenerator<Pair, undefined> {
  const targets = objectsOf(context, to, signal);
  let target = await targets.next();
  for await (const source of objectsOf(context, from, signal)) {
    const wanted = to.key + source.key.slice(from.key.length);
    while (target.done !== true && byBytes(target.value.key, wanted) < 0) target = await targets.next();
    const isPair = target.done !== true && target.value.key === wanted;
    yield { source, target: isPair && target.done !== true ? target.value : null };
  }
  await targets.return(undefined);
  return undefined;
}

async function* objectsOf(context: S3Context, place: S3Place, signal: AbortSignal): AsyncGenerator<ListedObject> {
  const first: ListedPage = await listPage(context, { place, delimiter: null, from: null, signal });
  for await (const { objects } of listSequence(context, { place, delimiter: null, first, signal })) yield* objects;
}

function at(place: S3Place, key: string): S3Place {
  return { ...place, key, uri: `s3://${place.bucket}/${key}` };
}

/** Everything was copied; some of it could not be taken away. */
function leftBehind(first: AppError, failed: number, seen: number): AppError {
  const { code, message, hint, retryable, details } = first;
  const both = `${failed} of ${seen} objects could not be deleted where they were, and are in both places now.`;
  return new AppError(code, `${both} ${message}`, { hint, retryable, details, cause: first });
}

function notThere(place: S3Place): AppError {
  return new AppError("NOT_FOUND", `“${place.uri}” is not there.`, { hint: "Refresh the folder." });
}

function changedWhileMoved(place: S3Place): AppError {
  return new AppError("CHANGED_WHILE_READING", `“${place.uri}” was changed while it was moved.`, {
    hint: "It is in both places now. Look at both, then delete one.",
    details: { file: place.uri },
  });
}
