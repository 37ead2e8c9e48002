import type {
  BucketFacts,
  ObjectChange,
  ObjectFacts,
  ObjectVersion,
  RestoreSpeed,
  UnfinishedUploads,
} from "../../shared/domain/object-details.ts";

/** What a store knows of objects beside their bytes. Keys are those of its `ObjectStore`. */
export interface ObjectDetails {
  describe(key: string, options: { signal: AbortSignal }): Promise<ObjectFacts>;
  /** CHANGED_WHILE_READING when the object has another etag. */
  change(key: string, change: ObjectChange, options: { ifMatch: string; signal: AbortSignal }): Promise<ObjectFacts>;
  /** Of an object, or of all below a prefix, in pages of at most 1,000. Their `path` is the key. */
  versions(
    key: string,
    options: { cursor: string | null; signal: AbortSignal },
  ): Promise<{ versions: ObjectVersion[]; next: string | null }>;
  restoreVersion(key: string, versionId: string, options: { signal: AbortSignal }): Promise<ObjectFacts>;
  restoreArchived(
    key: string,
    options: { days: number; speed: RestoreSpeed; signal: AbortSignal },
  ): Promise<ObjectFacts>;
  link(
    key: string,
    options: { seconds: number; versionId: string | null; signal: AbortSignal },
  ): Promise<{ url: string; expiresAt: string | null }>;
  bucketOf(prefix: string, options: { signal: AbortSignal }): Promise<BucketFacts>;
  /** Below a prefix, in pages. Their `key` is that in the bucket. */
  unfinishedUploads(
    prefix: string,
    options: { cursor: string | null; signal: AbortSignal },
  ): Promise<UnfinishedUploads>;
  /** INVALID_INPUT for an upload that is not below the prefix. */
  abortUpload(
    prefix: string,
    upload: { key: string; uploadId: string },
    options: { signal: AbortSignal },
  ): Promise<void>;
}
