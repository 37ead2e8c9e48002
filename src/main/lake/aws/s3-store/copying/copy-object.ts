import { CopyObjectCommand, type HeadObjectCommandOutput, UploadPartCopyCommand } from "@aws-sdk/client-s3";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import type { StoredObject, WriteOptions } from "../../../ports.ts";
import { nameTaken } from "../conditional-writes.ts";
import { inParallel } from "../in-parallel.ts";
import { type S3Place, copySource } from "../key-space.ts";
import { etagOf, objectOf, quoted, secondOf } from "../object-facts.ts";
import { type S3Context, answeredAbout } from "../s3-context.ts";
import { headOf } from "../stat-object.ts";
import { MultipartUpload } from "../writing/multipart-upload.ts";
import { MOST_PARTS } from "../writing/transfer-limits.ts";
import { copiedAttributes, keepTags, tagsOf } from "./copied-attributes.ts";

export interface CopyRequest {
  from: S3Place;
  to: S3Place;
  mode: WriteOptions["mode"];
  signal: AbortSignal;
  onProgress?: ((bytes: number) => void) | undefined;
  /** The caller knows that nothing has the name. */
  isFree?: boolean;
}

/** Copies inside the store: no byte comes here. Metadata and tags go along. */
export async function copyObject(context: S3Context, request: CopyRequest): Promise<StoredObject> {
  const { from, to, mode, signal, onProgress } = request;
  if (signal.aborted) throw new AppError("CANCELLED", "Copying was cancelled.");
  if (from.uri === to.uri) throw nameTaken(to.uri);
  const head = await headOf(context, from, signal);
  if (!head) throw new AppError("NOT_FOUND", `“${from.uri}” is not there.`, { hint: "Refresh the folder." });
  return context.conditional.exclusively(to.uri, async () => {
    // Few stores know If-None-Match of copies.
    const isLooked = mode === "create" && request.isFree !== true;
    if (isLooked && (await headOf(context, to, signal))) throw nameTaken(to.uri);
    const size = head.ContentLength ?? 0;
    if (size > context.limits.copyBytes) return copyInParts(context, request, head);
    const copied = await copyWhole(context, request, head);
    onProgress?.(size);
    return copied;
  });
}

async function copyWhole(
  context: S3Context,
  { from, to, mode, signal }: CopyRequest,
  head: HeadObjectCommandOutput,
): Promise<StoredObject> {
  const conditional = mode === "create" && context.conditional.enforced;
  const command = new CopyObjectCommand({
    Bucket: to.bucket,
    Key: to.key,
    CopySource: copySource(from),
    CopySourceIfMatch: quoted(etagOf(head.ETag)),
    ...(head.StorageClass === undefined ? {} : { StorageClass: head.StorageClass }),
    ...(conditional ? { IfNoneMatch: "*" } : {}),
  });
  try {
    const sent = context.client.send(command, { abortSignal: signal });
    const { CopyObjectResult } = await answeredAbout(sent, "PutObject", to);
    return {
      kind: "object",
      key: to.storeKey(to.key),
      size: head.ContentLength ?? 0,
      modified: secondOf(CopyObjectResult?.LastModified ?? new Date()),
      etag: etagOf(CopyObjectResult?.ETag),
    };
  } catch (error) {
    if (context.conditional.giveUpAfter(error)) return copyWhole(context, { from, to, mode, signal }, head);
    // Both ends have a condition, and the answer does not say whose failed.
    const failed = error instanceof AppError && error.code === "CHANGED_WHILE_READING";
    if (failed && conditional && (await headOf(context, to, signal))) throw nameTaken(to.uri, error);
    throw error;
  }
}

async function copyInParts(
  context: S3Context,
  { from, to, mode, signal, onProgress }: CopyRequest,
  head: HeadObjectCommandOutput,
): Promise<StoredObject> {
  const size = head.ContentLength ?? 0;
  const partBytes = Math.max(context.limits.copyPartBytes, Math.ceil(size / MOST_PARTS));
  const tags = await tagsOf(context, from, signal);
  const upload = await MultipartUpload.begin(context, to, signal, copiedAttributes(head, tags));
  let number = 0;
  let copied = 0;
  const next = async () => {
    const start = number * partBytes;
    number += 1;
    return start < size ? { number, start, end: Math.min(start + partBytes, size) } : null;
  };
  try {
    await inParallel(context.limits.parallelParts, signal, next, async (part, stopped) => {
      const command = new UploadPartCopyCommand({
        Bucket: to.bucket,
        Key: to.key,
        UploadId: upload.uploadId,
        PartNumber: part.number,
        CopySource: copySource(from),
        CopySourceIfMatch: quoted(etagOf(head.ETag)),
        CopySourceRange: `bytes=${part.start}-${part.end - 1}`,
      });
      const sent = context.client.send(command, { abortSignal: stopped });
      const { CopyPartResult } = await answeredAbout(sent, "PutObject", to);
      upload.add(part.number, CopyPartResult ?? {});
      copied += part.end - part.start;
      onProgress?.(copied);
    });
    // `complete` waits for nobody: the name is held by the caller.
    await upload.completeHeld(mode, signal);
  } catch (error) {
    await upload.abort();
    throw error;
  }
  await keepTags(context, to, tags, signal);
  const now = await headOf(context, to, signal);
  if (!now) throw new AppError("CHANGED_WHILE_READING", `“${to.uri}” was removed at once by another.`);
  return objectOf(to.storeKey(to.key), now);
}
