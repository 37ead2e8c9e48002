import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { lstat, mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { ObjectStore, StoredObject } from "../ports.ts";
import { fileError } from "../local/file-errors.ts";

export interface CopyOptions {
  encoding: string;
  isGzip: boolean;
  /** Whether every kind of line end becomes "\n"; DuckDB refuses files that mix them. */
  oneLineEnd: boolean;
  /** Folders and name of the copy, so that partitions can be read from it as from the original. */
  path: string;
}

/** Bytes of all copies together; the ones that were not used for longest go first. */
const MAX_TOTAL = 4 * 1024 ** 3;
/** A copy larger than this is not made. */
const MAX_COPY = 2 * 1024 ** 3;

/**
 * Copies of text files as DuckDB reads them: in UTF-8 and unpacked. They are kept in a cache
 * folder by the version of the file.
 */
export class PlainCopies {
  readonly #folder: string;
  readonly #underWay = new Map<string, Promise<string>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Absolute path of the copy. TOO_LARGE for files whose copy would not fit the cache. */
  async copyOf(store: ObjectStore, object: StoredObject, options: CopyOptions, signal: AbortSignal): Promise<string> {
    const { key, etag } = object;
    const version = createHash("sha256")
      .update(JSON.stringify([key, etag, options]))
      .digest("hex")
      .slice(0, 32);
    const path = join(this.#folder, version, ...options.path.split("/"));
    for (;;) {
      signal.throwIfAborted();
      const underWay = this.#underWay.get(path);
      if (!underWay) break;
      // Who waits for another's copy makes it anew when that one was cancelled.
      await underWay.catch(() => null);
    }
    if (await touched(path)) return path;
    const making = this.#make(store, object, options, path, signal).finally(() => this.#underWay.delete(path));
    this.#underWay.set(path, making);
    return making;
  }

  async #make(
    store: ObjectStore,
    { key, etag }: StoredObject,
    { encoding, isGzip, oneLineEnd }: CopyOptions,
    path: string,
    signal: AbortSignal,
  ): Promise<string> {
    const partial = `${path}.${randomUUID()}.partial`;
    try {
      await mkdir(dirname(path), { recursive: true });
      await this.#makeRoom();
      const bytes = store.read(key, { ifMatch: etag, signal });
      const plain = (source: AsyncIterable<Uint8Array>) => asPlainText(source, encoding, oneLineEnd, key);
      const target = createWriteStream(partial, { flags: "wx" });
      await (isGzip
        ? pipeline(bytes, createGunzip(), plain, target, { signal })
        : pipeline(bytes, plain, target, { signal }));
      await rename(partial, path);
      return path;
    } catch (error) {
      await rm(partial, { force: true });
      throw error instanceof AppError || signal.aborted ? error : fileError(error, key);
    }
  }

  /** Removes the oldest copies until another of the largest size fits. */
  async #makeRoom(): Promise<void> {
    const copies = await Promise.all((await readdir(this.#folder)).map((name) => sizeOf(join(this.#folder, name))));
    let total = copies.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const copy of copies.toSorted((a, b) => a.used - b.used)) {
      if (total <= MAX_TOTAL - MAX_COPY) return;
      await rm(copy.path, { recursive: true, force: true });
      total -= copy.bytes;
    }
  }
}

async function* asPlainText(source: AsyncIterable<Uint8Array>, encoding: string, oneLineEnd: boolean, key: string) {
  const ended = (text: string) => (oneLineEnd ? withOneLineEnd(text) : text);
  // TextDecoder reads the label iso-8859-1 as windows-1252 (encoding.spec.whatwg.org), which has more characters.
  const decoder = encoding === "iso-8859-1" ? null : new TextDecoder(encoding);
  let written = 0;
  let carried = "";
  for await (const chunk of source) {
    const decoded = decoder ? decoder.decode(chunk, { stream: true }) : Buffer.from(chunk).toString("latin1");
    const text = carried + decoded;
    // A line end that may go on in the next chunk waits for it.
    const end = /\r+$/.exec(text)?.index ?? text.length;
    carried = text.slice(end);
    const bytes = Buffer.from(ended(text.slice(0, end)));
    written += bytes.byteLength;
    if (written > MAX_COPY) throw tooLarge(key);
    yield bytes;
  }
  yield Buffer.from(ended(carried + (decoder?.decode() ?? "")));
}

function withOneLineEnd(text: string): string {
  return text.replaceAll(/\r+\n|\r/g, "\n");
}

async function touched(path: string): Promise<boolean> {
  try {
    const now = new Date();
    await utimes(path, now, now);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** Size of one version's folder, which holds one file. */
async function sizeOf(path: string): Promise<{ path: string; bytes: number; used: number }> {
  let bytes = 0;
  let used = 0;
  const names = await readdir(path, { recursive: true }).catch(() => []);
  for (const name of names) {
    const status = await lstat(join(path, name.replaceAll("/", sep))).catch(() => null);
    if (!status?.isFile()) continue;
    bytes += status.size;
    used = Math.max(used, status.mtimeMs);
  }
  return { path, bytes, used };
}

function tooLarge(key: string): AppError {
  return new AppError("TOO_LARGE", `“${key}” is too large to be turned into UTF-8 for a query.`, {
    hint: "Save it as UTF-8, or split it, and upload it again.",
    details: { file: key, limit: MAX_COPY },
  });
}
