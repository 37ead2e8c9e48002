import { createHash } from "node:crypto";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type CompletedPart,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  NoSuchUpload,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import { log } from "../../../../log.ts";
import { nameTaken } from "../conditional-writes.ts";
import type { S3Place } from "../key-space.ts";
import { etagOf } from "../object-facts.ts";
import { type S3Context, answeredAbout } from "../s3-context.ts";
import { headOf } from "../stat-object.ts";
import { sendExpires } from "./expires-header.ts";
import { guardOf, guardPayload } from "./payload-hash.ts";
import { wasRetried } from "./put-object.ts";

/** An abort is sent also when everything else is over; nobody waits longer for it. */
const ABORT_WITHIN_MS = 30_000;
const MOST_COMPLETIONS = 3;

export type PartAttributes = Omit<
  CreateMultipartUploadCommandInput,
  "Bucket" | "Key" | "ChecksumAlgorithm" | "Expires"
> & {
  /** The header as it was read; it may be no moment. */
  ExpiresString?: string;
};

/** One multipart upload: its parts come in any order and become an object at the end, or nothing. */
export class MultipartUpload {
  readonly place: S3Place;
  readonly uploadId: string;
  readonly #context: S3Context;
  readonly #parts = new Map<number, CompletedPart>();

  private constructor(context: S3Context, place: S3Place, uploadId: string) {
    this.#context = context;
    this.place = place;
    this.uploadId = uploadId;
  }

  static async begin(
    context: S3Context,
    place: S3Place,
    signal: AbortSignal,
    { ExpiresString, ...attributes }: PartAttributes = {},
  ): Promise<MultipartUpload> {
    const sumsUp = (await context.client.config.requestChecksumCalculation()) === "WHEN_SUPPORTED";
    const command = new CreateMultipartUploadCommand({
      ...attributes,
      Bucket: place.bucket,
      Key: place.key,
      ...(sumsUp ? { ChecksumAlgorithm: "CRC32" } : {}),
    });
    sendExpires(command.middlewareStack, ExpiresString);
    const sent = context.client.send(command, { abortSignal: signal });
    const { UploadId } = await answeredAbout(sent, "PutObject", place);
    if (UploadId === undefined) throw new AppError("UNSUPPORTED", `“${place.uri}”: the store gave no upload id.`);
    return new MultipartUpload(context, place, UploadId);
  }

  /** One that an earlier run of the app began, with the parts that the store has. */
  static resumed(
    context: S3Context,
    place: S3Place,
    uploadId: string,
    parts: readonly (CompletedPart & { PartNumber: number })[],
  ): MultipartUpload {
    const upload = new MultipartUpload(context, place, uploadId);
    for (const part of parts) upload.#parts.set(part.PartNumber, part);
    return upload;
  }

  has(number: number): boolean {
    return this.#parts.has(number);
  }

  async send(number: number, body: Buffer<ArrayBuffer>, signal: AbortSignal): Promise<void> {
    const { client } = this.#context;
    const { bucket, key } = this.place;
    const guard = await guardOf(client, body);
    const command = new UploadPartCommand({
      Bucket: bucket,
      Key: key,
      UploadId: this.uploadId,
      PartNumber: number,
      Body: body,
      ContentLength: body.byteLength,
      ...(guard.contentMd5 === null ? {} : { ContentMD5: guard.contentMd5 }),
    });
    guardPayload(command.middlewareStack, guard);
    const sent = client.send(command, { abortSignal: signal });
    const { ETag, ChecksumCRC32 } = await answeredAbout(sent, "PutObject", this.place);
    this.add(number, { ETag, ChecksumCRC32 });
  }

  /** A part that the store has. */
  add(number: number, { ETag, ChecksumCRC32 }: Pick<CompletedPart, "ETag" | "ChecksumCRC32">): void {
    this.#parts.set(number, {
      PartNumber: number,
      ETag,
      ...(ChecksumCRC32 === undefined ? {} : { ChecksumCRC32 }),
    });
  }

  /**
   * Makes the object of its parts. Not every store that knows If-None-Match knows it here, so the name is looked at first;
   * a completion whose answer was lost is recognised by the etag that the parts make.
   */
  async complete(mode: "create" | "replace", signal: AbortSignal): Promise<void> {
    await this.#context.conditional.exclusively(this.place.uri, () => this.completeHeld(mode, signal));
  }

  /** The same for who holds the name already. */
  async completeHeld(mode: "create" | "replace", signal: AbortSignal): Promise<void> {
    if (mode === "replace") return this.#complete(false, signal);
    for (let tries = 1; ; tries += 1) {
      if (await headOf(this.#context, this.place, signal)) throw nameTaken(this.place.uri);
      try {
        return await this.#complete(this.#context.conditional.enforced, signal);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        if (wasRetried(error) && (await this.#isDone(signal))) return;
        const again = error.code === "CONFLICT" || this.#context.conditional.giveUpAfter(error);
        if (!again || tries >= MOST_COMPLETIONS) throw error;
      }
    }
  }

  /** Gives the parts up, whatever the signal of the upload says: nobody pays for what was forgotten. Never throws. */
  async abort(): Promise<void> {
    const { bucket, key, uri } = this.place;
    const command = new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: this.uploadId });
    try {
      await this.#context.client.send(command, { abortSignal: AbortSignal.timeout(ABORT_WITHIN_MS) });
    } catch (error) {
      if (!(error instanceof NoSuchUpload)) log("warn", "parts of an upload are left behind", { uri, error });
    }
  }

  async #complete(conditional: boolean, signal: AbortSignal): Promise<void> {
    const { bucket, key } = this.place;
    const command = new CompleteMultipartUploadCommand({
      Bucket: bucket,
      Key: key,
      UploadId: this.uploadId,
      MultipartUpload: { Parts: this.#sorted() },
      ...(conditional ? { IfNoneMatch: "*" } : {}),
    });
    const sent = this.#context.client.send(command, { abortSignal: signal });
    await answeredAbout(sent, "PutObject", this.place, conditional);
  }

  async #isDone(signal: AbortSignal): Promise<boolean> {
    const head = await headOf(this.#context, this.place, signal);
    return etagOf(head?.ETag) === etagOfParts(this.#sorted().map(({ ETag }) => etagOf(ETag)));
  }

  #sorted(): CompletedPart[] {
    return [...this.#parts.entries()].toSorted(([a], [b]) => a - b).map(([, part]) => part);
  }
}

/** What S3 makes of the MD5s of parts, where it does not encrypt with a key of KMS. */
function etagOfParts(etags: readonly string[]): string {
  const hash = createHash("md5");
  for (const etag of etags) hash.update(Buffer.from(etag, "hex"));
  return `${hash.digest("hex")}-${etags.length}`;
}
