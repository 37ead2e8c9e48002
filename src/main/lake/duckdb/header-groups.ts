import { gunzipSync, constants } from "node:zlib";
import type { ObjectStore, StoredObject } from "../ports.ts";

/** Bytes of a file's head that are read for its header. */
const HEAD = 65_536;
/** Heads that are read at once. */
const READS = 16;

/**
 * Files of delimited text by the bytes of their header line, so that files with other columns, or the same in another
 * order, are read apart and never by position alone.
 */
export async function groupsByHeader(
  store: ObjectStore,
  files: readonly StoredObject[],
  skipLines: number,
  signal: AbortSignal,
): Promise<StoredObject[][]> {
  const groups = new Map<string, StoredObject[]>();
  for (let start = 0; start < files.length; start += READS) {
    const batch = files.slice(start, start + READS);
    const headers = await Promise.all(batch.map((file) => headerOf(store, file, skipLines, signal)));
    batch.forEach((file, index) => {
      const header = headers[index] ?? "";
      const group = groups.get(header);
      if (group) group.push(file);
      else groups.set(header, [file]);
    });
  }
  return [...groups.values()];
}

async function headerOf(store: ObjectStore, { key, etag }: StoredObject, skipLines: number, signal: AbortSignal) {
  const chunks: Uint8Array[] = [];
  const options = { range: { start: 0, end: HEAD }, ifMatch: etag, signal };
  for await (const chunk of store.read(key, options)) chunks.push(chunk);
  const head = unpacked(Buffer.concat(chunks)).toString("latin1");
  const line = head.split(/\r\n|\n|\r/)[skipLines] ?? head;
  return line.replace(/^\xef\xbb\xbf/, "");
}

function unpacked(head: Buffer): Buffer {
  if (head[0] !== 0x1f || head[1] !== 0x8b) return head;
  // What is damaged is said elsewhere (gzip-check.ts); here such a head is one of its own.
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 64 * HEAD });
  } catch {
    return head;
  }
}
