import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { AppError, isCancellation } from "../../../shared/domain/app-error.ts";
import type { ObjectStore, StoredObject } from "../ports.ts";
import { RecentlyUsed } from "./recently-used.ts";

/** Versions of files that were found whole; they are small texts. */
const MAX_REMEMBERED = 20_000;

/**
 * Proves that gzip files are whole. DuckDB reads a truncated one up to where it ends, without an error, so only
 * unpacking it to the end and comparing the checksum of each member tells; that is done once a version of a file.
 */
export class GzipCheck {
  readonly #whole = new RecentlyUsed<string, true>(MAX_REMEMBERED);

  /** DAMAGED for a file that is cut off or whose content does not have its checksum. */
  async requireWhole(store: ObjectStore, object: StoredObject, signal: AbortSignal): Promise<void> {
    const version = `${object.etag} ${object.key}`;
    if (this.#whole.get(version)) return;
    await unpack(store, object, signal);
    this.#whole.set(version, true);
  }
}

async function unpack(store: ObjectStore, { key, etag, size }: StoredObject, signal: AbortSignal): Promise<void> {
  let unpacked = 0;
  const count = new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      unpacked += chunk.byteLength;
      done();
    },
  });
  try {
    await pipeline(store.read(key, { ifMatch: etag, signal }), createGunzip({ chunkSize: 256 * 1024 }), count, {
      signal,
    });
  } catch (error) {
    if (error instanceof AppError || isCancellation(error)) throw error;
    throw damaged(key, size, unpacked, error);
  }
}

function damaged(key: string, size: number, unpacked: number, cause: unknown): AppError {
  const isCut = cause instanceof Error && "code" in cause && cause.code === "Z_BUF_ERROR";
  const what = isCut ? "is cut off: its gzip stream has no end" : "is damaged: its content does not match its checksum";
  return new AppError("DAMAGED", `“${key}” ${what}, so its rows are not all there.`, {
    hint: "Upload it again from where it came. The rows before the damage can still be seen in its preview.",
    details: { file: key, size, unpacked, truncated: isCut },
    cause,
  });
}
