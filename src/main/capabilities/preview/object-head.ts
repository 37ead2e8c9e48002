import { isGzipName } from "../../../shared/domain/data-format.ts";
import { inflateHead, isGzip } from "./gzip-head.ts";
import type { Note } from "./notes.ts";
import { byteText } from "./notes.ts";
import type { ObjectReader } from "./object-reader.ts";

/** Most that is read of an object whose format has no index of its own, in bytes. */
const HEAD_LIMIT = 15 * 65_536;

export interface ObjectHead {
  /** The first bytes, after decompression. */
  bytes: Uint8Array;
  /** True when `bytes` is all there is. */
  complete: boolean;
  compression: "gzip" | null;
  notes: Note[];
}

/** The first bytes of an object, inflated when they are gzip whatever the name says; `limit` holds on both sides. */
export async function readHead(reader: ObjectReader, limit = HEAD_LIMIT): Promise<ObjectHead> {
  const parts: Uint8Array[] = [];
  const chunks = reader.stream(0, limit);
  try {
    const first = await chunks.next();
    if (!first.done && isGzip(first.value)) return await inflated(reader, rejoin(first.value, chunks), limit);
    if (!first.done) parts.push(first.value);
    for await (const chunk of chunks) parts.push(chunk);
  } finally {
    await chunks.return();
  }
  const notes: Note[] = [];
  if (isGzipName(reader.key) && reader.size > 0) {
    notes.push({
      level: "warning",
      text: "The name says gzip, but the content is not compressed. It was read as it is.",
    });
  }
  const complete = reader.size <= limit;
  if (!complete) notes.push(headNote(reader.size));
  return { bytes: Buffer.concat(parts), complete, compression: null, notes };
}

async function inflated(reader: ObjectReader, chunks: AsyncIterable<Uint8Array>, limit: number): Promise<ObjectHead> {
  const { bytes, state } = await inflateHead(chunks, limit, reader.size <= limit);
  const notes: Note[] = [];
  if (state === "limit") notes.push(headNote(reader.size));
  if (state === "truncated") {
    notes.push({
      level: "warning",
      text: `The gzip file is truncated: it ends after ${byteText(bytes.byteLength)} of content without the end of the archive. What could be read is shown.`,
    });
  }
  if (state === "damaged") {
    notes.push({
      level: "warning",
      text: `The gzip file is damaged after ${byteText(bytes.byteLength)} of content (or something else follows the archive). What could be read before that is shown.`,
    });
  }
  return { bytes, complete: state === "whole", compression: "gzip", notes };
}

function headNote(size: number): Note {
  return { level: "info", text: `Only the head of this ${byteText(size)} file was read.` };
}

async function* rejoin(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}
