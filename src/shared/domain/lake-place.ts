import { z } from "zod";

/** A bucket's name by the rules that S3 gives new buckets, and S3-compatible stores take. */
export const BucketName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/i, "a bucket name has 3 to 63 letters, digits, dots and hyphens");

/** "" for the whole bucket; otherwise ends in "/". */
const HomePrefix = z
  .string()
  .max(900)
  .refine(isHomePrefix, "a prefix ends in /, does not start with / and has no empty, “.” or “..” parts");

/** Where a lake is: a folder of this machine, or a prefix of a bucket that a connection reaches. */
export const LakePlace = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("folder"), path: z.string().min(1) }),
  z.object({ kind: z.literal("s3"), connectionId: z.string().min(1), bucket: BucketName, prefix: HomePrefix }),
]);
export type LakePlace = z.infer<typeof LakePlace>;
export type FolderPlace = Extract<LakePlace, { kind: "folder" }>;
export type S3Place = Extract<LakePlace, { kind: "s3" }>;

/** The place as people read it: the path of a folder, or `s3://bucket/prefix/`. */
export function locationOf(place: LakePlace): string {
  return place.kind === "folder" ? place.path : `s3://${place.bucket}/${place.prefix}`;
}

function isHomePrefix(prefix: string): boolean {
  if (prefix === "") return true;
  if (!prefix.endsWith("/")) return false;
  return prefix
    .slice(0, -1)
    .split("/")
    .every((segment) => segment !== "" && segment !== "." && segment !== "..");
}

export function folderPlace(path: string): FolderPlace {
  return { kind: "folder", path };
}
