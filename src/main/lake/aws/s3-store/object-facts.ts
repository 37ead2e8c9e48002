import type { StoredObject } from "../../ports.ts";

/** Listings tell milliseconds where a HEAD tells whole seconds: the same object must look the same in both. */
export function secondOf(date: Date | undefined): number {
  return date === undefined ? 0 : Math.floor(date.getTime() / 1000) * 1000;
}

/** Without its quotes, which some servers leave out. */
export function etagOf(etag: string | undefined): string {
  return (etag ?? "").replaceAll('"', "");
}

/** As the headers If-Match and the like want it. */
export function quoted(etag: string): string {
  return `"${etag}"`;
}

export interface HeadFacts {
  ContentLength?: number | undefined;
  LastModified?: Date | undefined;
  ETag?: string | undefined;
  StorageClass?: string | undefined;
}

/** A HEAD leaves the usual class out (S3 API reference, HeadObject), a listing tells it: it is left out of both. */
export function classOf(storageClass: string | undefined): { storageClass?: string } {
  return storageClass === undefined || storageClass === "STANDARD" ? {} : { storageClass };
}

/** What a HEAD says of an object. */
export function objectOf(key: string, { ContentLength, LastModified, ETag, StorageClass }: HeadFacts): StoredObject {
  return {
    kind: "object",
    key,
    size: ContentLength ?? 0,
    modified: secondOf(LastModified),
    etag: etagOf(ETag),
    ...classOf(StorageClass),
  };
}
