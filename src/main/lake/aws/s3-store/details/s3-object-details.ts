import type {
  BucketFacts,
  ObjectChange,
  ObjectFacts,
  ObjectVersion,
  RestoreSpeed,
  UnfinishedUploads,
} from "../../../../../shared/domain/object-details.ts";
import type { ObjectDetails } from "../../../object-details.ts";
import type { S3Context } from "../s3-context.ts";
import { bucketFacts } from "./bucket-facts.ts";
import { changeObject, restoreArchived, restoreVersion } from "./change-object.ts";
import { describeObject } from "./describe-object.ts";
import { objectLink } from "./object-link.ts";
import { listVersions } from "./object-versions.ts";
import { abortUpload, unfinishedUploads } from "./unfinished-uploads.ts";

type Options = { signal: AbortSignal };

/** Versions, metadata, tags, storage classes, links and unfinished uploads of S3. */
export class S3ObjectDetails implements ObjectDetails {
  readonly #context: S3Context;

  constructor(context: S3Context) {
    this.#context = context;
  }

  async describe(key: string, { signal }: Options): Promise<ObjectFacts> {
    return describeObject(this.#context, this.#context.keys.object(key), signal);
  }

  async change(key: string, change: ObjectChange, { ifMatch, signal }: Options & { ifMatch: string }) {
    await changeObject(this.#context, this.#context.keys.object(key), { change, ifMatch }, signal);
    return this.describe(key, { signal });
  }

  async versions(
    key: string,
    { cursor, signal }: Options & { cursor: string | null },
  ): Promise<{ versions: ObjectVersion[]; next: string | null }> {
    const { keys } = this.#context;
    const place = key === "" || key.endsWith("/") ? keys.prefix(key) : keys.object(key);
    return listVersions(this.#context, place, cursor, signal);
  }

  async restoreVersion(key: string, versionId: string, { signal }: Options): Promise<ObjectFacts> {
    await restoreVersion(this.#context, this.#context.keys.object(key), versionId, signal);
    return this.describe(key, { signal });
  }

  async restoreArchived(
    key: string,
    { days, speed, signal }: Options & { days: number; speed: RestoreSpeed },
  ): Promise<ObjectFacts> {
    await restoreArchived(this.#context, this.#context.keys.object(key), { days, speed }, signal);
    return this.describe(key, { signal });
  }

  async link(key: string, request: Options & { seconds: number; versionId: string | null }) {
    return objectLink(this.#context, this.#context.keys.object(key), request);
  }

  async bucketOf(prefix: string, { signal }: Options): Promise<BucketFacts> {
    return bucketFacts(this.#context, this.#context.keys.prefix(prefix), signal);
  }

  async unfinishedUploads(
    prefix: string,
    { cursor, signal }: Options & { cursor: string | null },
  ): Promise<UnfinishedUploads> {
    return unfinishedUploads(this.#context, this.#context.keys.prefix(prefix), cursor, signal);
  }

  async abortUpload(prefix: string, upload: { key: string; uploadId: string }, { signal }: Options): Promise<void> {
    await abortUpload(this.#context, this.#context.keys.prefix(prefix), upload, signal);
  }
}
