import { z } from "zod";

/** How bytes are encrypted where they lie. */
export const ObjectEncryption = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  /** With a key of the store (SSE-S3). */
  z.object({ kind: z.literal("store-key") }),
  /** With a key of KMS; null is the account's own. */
  z.object({ kind: z.literal("kms"), keyId: z.string().nullable() }),
]);
export type ObjectEncryption = z.infer<typeof ObjectEncryption>;

const Pairs = z.record(z.string().min(1).max(256), z.string().max(2048));

/** What a store knows of an object beside its bytes. */
export const ObjectFacts = z.object({
  size: z.number(),
  /** ISO 8601 in UTC. */
  modified: z.string(),
  etag: z.string(),
  /** Null where the bucket keeps no versions. */
  versionId: z.string().nullable(),
  contentType: z.string().nullable(),
  contentEncoding: z.string().nullable(),
  cacheControl: z.string().nullable(),
  metadata: Pairs,
  /** Null where they may not be read, or the store has none. */
  tags: Pairs.nullable(),
  storageClass: z.string(),
  encryption: ObjectEncryption,
  /** Null for what can be read at once. `until` (ISO 8601) is when a restored copy goes away again. */
  archive: z.object({ state: z.enum(["archived", "restoring", "restored"]), until: z.string().nullable() }).nullable(),
});
export type ObjectFacts = z.infer<typeof ObjectFacts>;

/** What is to be changed; what is left out stays. `metadata` and `tags` replace all that are there. */
export const ObjectChange = z.object({
  contentType: z.string().min(1).max(256).optional(),
  metadata: Pairs.optional(),
  tags: Pairs.optional(),
  storageClass: z.string().min(1).max(64).optional(),
  encryption: ObjectEncryption.optional(),
});
export type ObjectChange = z.infer<typeof ObjectChange>;

/** One version of an object, or the mark of its deletion. */
export const ObjectVersion = z.object({
  versionId: z.string(),
  /** Where it is; in the contract, the path in its zone. */
  path: z.string(),
  isLatest: z.boolean(),
  /** It says that the object was deleted then. */
  isDeletion: z.boolean(),
  size: z.number(),
  modified: z.string(),
  storageClass: z.string().nullable(),
});
export type ObjectVersion = z.infer<typeof ObjectVersion>;

/** What is set for a whole bucket. What may not be read, or the store does not have, is null, and `problems` says why. */
export const BucketFacts = z.object({
  bucket: z.string(),
  versioning: z.enum(["off", "enabled", "suspended"]).nullable(),
  lifecycle: z
    .array(z.object({ id: z.string(), enabled: z.boolean(), prefix: z.string(), text: z.string() }))
    .nullable(),
  publicAccess: z.enum(["blocked", "possible"]).nullable(),
  encryption: ObjectEncryption.nullable(),
  problems: z.array(z.object({ fact: z.string(), message: z.string() })),
});
export type BucketFacts = z.infer<typeof BucketFacts>;

/** An upload in parts that was begun and never ended: its parts cost as much as objects do. */
export const UnfinishedUpload = z.object({
  uploadId: z.string(),
  /** Key in the bucket. */
  key: z.string(),
  startedAt: z.string(),
  bytes: z.number(),
  parts: z.int(),
});
export type UnfinishedUpload = z.infer<typeof UnfinishedUpload>;

/** A page of them, by key. */
export const UnfinishedUploads = z.object({
  uploads: z.array(UnfinishedUpload),
  /** For the page that follows; null when none does. */
  next: z.string().nullable(),
  /** How many follow; when there are more than anybody counts, `count` is a part of them. */
  after: z.object({ count: z.int(), isCut: z.boolean() }),
});
export type UnfinishedUploads = z.infer<typeof UnfinishedUploads>;

export const RestoreSpeed = z.enum(["expedited", "standard", "bulk"]);
export type RestoreSpeed = z.infer<typeof RestoreSpeed>;
