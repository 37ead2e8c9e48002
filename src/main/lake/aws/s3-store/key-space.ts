import { AppError } from "../../../../shared/domain/app-error.ts";

/** Where a lake lives: its bucket, and a prefix in it that is "" or ends in "/". */
export interface S3Home {
  bucket: string;
  prefix: string;
}

/** A key of the store as S3 knows it. */
export interface S3Place {
  bucket: string;
  key: string;
  /** As people read it. */
  uri: string;
  /** The key that the store gives to something else of the same bucket, in the form in which this one was asked for. */
  storeKey: (key: string) => string;
}

/** S3's own limit of a key (“Naming Amazon S3 objects”). */
const LONGEST_KEY_BYTES = 1024;
const ABSOLUTE = /^s3:\/\/([^/]+)\/(.*)$/s;

/** Keys of a store: below its home, or anywhere as `s3://bucket/key`. */
export class KeySpace {
  readonly home: S3Home;

  constructor(home: S3Home) {
    this.home = home;
  }

  /** INVALID_INPUT for what cannot be a path: a "/" at the start, "//", "." or "..", or no name at all. */
  object(key: string): S3Place {
    const place = this.#place(key);
    if (key === "" || key.endsWith("/")) {
      throw new AppError("INVALID_INPUT", `“${key}” names a folder, not an object.`, { hint: "Choose an object." });
    }
    return place;
  }

  /** The same for a prefix: it is "" or ends in "/". */
  prefix(prefix: string): S3Place {
    return this.#place(prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`);
  }

  #place(key: string): S3Place {
    const absolute = ABSOLUTE.exec(key);
    const path = absolute ? (absolute[2] ?? "") : key;
    if (!isPath(path)) throw noPath(key);
    const { home } = this;
    const bucket = absolute?.[1] ?? home.bucket;
    const inBucket = absolute ? path : home.prefix + path;
    if (Buffer.byteLength(inBucket) > LONGEST_KEY_BYTES) throw tooLong(key);
    return {
      bucket,
      key: inBucket,
      uri: `s3://${bucket}/${inBucket}`,
      storeKey: (other) => (absolute ? `s3://${bucket}/${other}` : other.slice(home.prefix.length)),
    };
  }
}

/** True for keys that are paths, which S3 does not ask of them. One "/" at the end is allowed. */
export function isPath(key: string): boolean {
  const bare = key.endsWith("/") ? key.slice(0, -1) : key;
  if (bare === "") return key === "";
  return (
    key.isWellFormed() && !key.includes("\0") && bare.split("/").every((segment) => !["", ".", ".."].includes(segment))
  );
}

/** "bucket/key" as the header x-amz-copy-source wants it. */
export function copySource({ bucket, key }: S3Place, versionId?: string): string {
  const path = [bucket, ...key.split("/")].map(encodeURIComponent).join("/");
  return versionId === undefined ? path : `${path}?versionId=${encodeURIComponent(versionId)}`;
}

function noPath(key: string): AppError {
  return new AppError("INVALID_INPUT", `“${key}” is not a path inside the lake.`, {
    hint: "Use names without .. and without empty parts.",
  });
}

function tooLong(key: string): AppError {
  return new AppError("INVALID_INPUT", `“${key.slice(0, 80)}…” is too long: S3 allows 1,024 bytes.`, {
    hint: "Use shorter names.",
  });
}
