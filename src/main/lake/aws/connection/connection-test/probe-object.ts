import { randomUUID } from "node:crypto";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { awsError } from "../../errors/aws-error.ts";
import { errorFacts } from "../../errors/error-facts.ts";

type Options = { signal: AbortSignal };

/** How long may be cleaned up after a test that was cancelled. Milliseconds. */
const CLEANUP_MS = 15_000;

/** A small object of no meaning, to try writing with. It is taken away again whatever happens. */
export class ProbeObject {
  readonly key: string;
  readonly #s3: S3Client;
  readonly #bucket: string;
  readonly #text = `A test of a connection by Lakeshore, ${randomUUID()}. It may be deleted.\n`;
  /** It may be there: a write was begun and no delete has succeeded since. */
  #isWritten = false;
  #keepsVersions = false;

  constructor(s3: S3Client, bucket: string, prefix: string) {
    this.#s3 = s3;
    this.#bucket = bucket;
    this.key = `${prefix}.lakeshore/probe/${randomUUID()}`;
  }

  get #place() {
    return { Bucket: this.#bucket, Key: this.key };
  }

  /** `ifAbsent` asks the store to refuse when the object is there. Gives how the store encrypted it. */
  async write({ signal, ifAbsent }: Options & { ifAbsent: boolean }): Promise<{ encryption: string | null }> {
    const condition = ifAbsent ? { IfNoneMatch: "*" } : {};
    const request = new PutObjectCommand({ ...this.#place, Body: this.#text, ...condition });
    const written = await this.#s3.send(request, { abortSignal: signal }).catch((error: unknown) => {
      // Only an answer that refuses tells that nothing was written.
      const status = errorFacts(error).status ?? 0;
      this.#isWritten ||= status < 400 || status >= 500;
      throw error;
    });
    this.#isWritten = true;
    this.#keepsVersions ||= written.VersionId !== undefined;
    const { ServerSideEncryption, SSEKMSKeyId } = written;
    return { encryption: SSEKMSKeyId ?? ServerSideEncryption ?? null };
  }

  /** Whether what was written comes back. */
  async readsBack({ signal }: Options): Promise<boolean> {
    const { Body } = await this.#s3.send(new GetObjectCommand(this.#place), { abortSignal: signal });
    return (await Body?.transformToString()) === this.#text;
  }

  async delete({ signal }: Options): Promise<void> {
    await this.#s3.send(new DeleteObjectCommand(this.#place), { abortSignal: signal });
    this.#isWritten = false;
  }

  /**
   * Takes away all that is left of it, also its versions, also after the test was cancelled. The failure that leaves
   * something behind is given, not thrown.
   */
  async cleanUp(): Promise<Error | null> {
    if (!this.#isWritten && !this.#keepsVersions) return null;
    const options = { signal: AbortSignal.timeout(CLEANUP_MS) };
    try {
      if (this.#isWritten) await this.delete(options);
      if (this.#keepsVersions) await this.#deleteVersions(options);
      this.#keepsVersions = false;
      return null;
    } catch (error) {
      return awsError(error, { call: "s3:DeleteObject", resource: `s3://${this.#bucket}/${this.key}` });
    }
  }

  async #deleteVersions({ signal }: Options): Promise<void> {
    const listing = new ListObjectVersionsCommand({ Bucket: this.#bucket, Prefix: this.key });
    const { Versions = [], DeleteMarkers = [] } = await this.#s3.send(listing, { abortSignal: signal });
    for (const { VersionId } of [...Versions, ...DeleteMarkers]) {
      await this.#s3.send(new DeleteObjectCommand({ ...this.#place, VersionId }), { abortSignal: signal });
    }
  }
}
