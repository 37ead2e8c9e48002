import { CopyObjectCommand, type HeadObjectCommandOutput } from "@aws-sdk/client-s3";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import type { StoredObject } from "../../../ports.ts";
import { nameTaken } from "../conditional-writes.ts";
import { copySource } from "../key-space.ts";
import { classOf, etagOf, quoted, secondOf } from "../object-facts.ts";
import { type S3Context, answeredAbout } from "../s3-context.ts";
import { headOf } from "../stat-object.ts";
import { copiedAttributes, tagsOf } from "./copied-attributes.ts";
import { type PartsRequest, copyInParts } from "./copy-in-parts.ts";

export interface CopyRequest extends PartsRequest {
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
    if (size > context.limits.copyBytes) {
      const tags = await tagsOf(context, from, signal);
      return copyInParts(context, request, { head, tags, attributes: copiedAttributes(head, tags) });
    }
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
      ...classOf(head.StorageClass),
    };
  } catch (error) {
    if (context.conditional.giveUpAfter(error)) return copyWhole(context, { from, to, mode, signal }, head);
    // Both ends have a condition, and the answer does not say whose failed.
    const failed = error instanceof AppError && error.code === "CHANGED_WHILE_READING";
    if (failed && conditional && (await headOf(context, to, signal))) throw nameTaken(to.uri, error);
    throw error;
  }
}
