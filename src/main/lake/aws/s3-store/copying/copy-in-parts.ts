import { type HeadObjectCommandOutput, type Tag, UploadPartCopyCommand } from "@aws-sdk/client-s3";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import type { StoredObject, WriteOptions } from "../../../ports.ts";
import { inParallel } from "../in-parallel.ts";
import { type S3Place, copySource } from "../key-space.ts";
import { etagOf, objectOf, quoted } from "../object-facts.ts";
import { type S3Context, answeredAbout } from "../s3-context.ts";
import { headOf } from "../stat-object.ts";
import { MultipartUpload, type PartAttributes } from "../writing/multipart-upload.ts";
import { MOST_PARTS } from "../writing/transfer-limits.ts";
import { keepTags } from "./copied-attributes.ts";

export interface PartsRequest {
  from: S3Place;
  /** An earlier version of `from`; the newest when absent. */
  versionId?: string;
  to: S3Place;
  mode: WriteOptions["mode"];
  signal: AbortSignal;
  onProgress?: ((bytes: number) => void) | undefined;
}

/** What the copy is to be, beside its bytes. */
export interface CopiedFacts {
  head: HeadObjectCommandOutput;
  tags: readonly Tag[];
  attributes: PartAttributes;
}

/** Copies an object in parts at the same time; the caller holds the name. From and to may be one. */
export async function copyInParts(
  context: S3Context,
  { from, versionId, to, mode, signal, onProgress }: PartsRequest,
  { head, tags, attributes }: CopiedFacts,
): Promise<StoredObject> {
  const size = head.ContentLength ?? 0;
  const partBytes = Math.max(context.limits.copyPartBytes, Math.ceil(size / MOST_PARTS));
  const upload = await MultipartUpload.begin(context, to, signal, attributes);
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
        CopySource: copySource(from, versionId),
        CopySourceIfMatch: quoted(etagOf(head.ETag)),
        CopySourceRange: `bytes=${part.start}-${part.end - 1}`,
      });
      const sent = context.client.send(command, { abortSignal: stopped });
      const { CopyPartResult } = await answeredAbout(sent, "PutObject", to);
      upload.add(part.number, CopyPartResult ?? {});
      copied += part.end - part.start;
      onProgress?.(copied);
    });
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
