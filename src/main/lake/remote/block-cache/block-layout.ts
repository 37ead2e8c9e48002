import { createHash } from "node:crypto";
import type { ByteRange, CachedObject } from "./cached-object.ts";

/**
 * Bytes that are fetched and kept as one. The first pages of a wide Parquet file lie apart, so small blocks are less
 * waste; over a network of 30 ms a request of 128 KiB costs hardly more than one of 4 KiB (docs/decisions/0016).
 */
export const BLOCK = 128 * 1024;
/** Blocks of one segment: a file of the cache, and the most that one request asks for. */
export const BLOCKS_IN_SEGMENT = 64;
export const SEGMENT = BLOCK * BLOCKS_IN_SEGMENT;

/** Blocks [first, last] of one segment. */
export interface BlockRun {
  readonly first: number;
  readonly last: number;
}

/** A part of an object that lies in one segment. */
export interface SegmentPart {
  readonly segment: number;
  readonly blocks: BlockRun;
}

/** The segments that a range touches, in order. */
export function* segmentsOf({ start, end }: ByteRange): Generator<SegmentPart> {
  for (let at = start; at < end;) {
    const segment = Math.floor(at / SEGMENT);
    const until = Math.min(end, (segment + 1) * SEGMENT);
    const from = segment * SEGMENT;
    yield {
      segment,
      blocks: { first: Math.floor((at - from) / BLOCK), last: Math.floor((until - 1 - from) / BLOCK) },
    };
    at = until;
  }
}

/** Where the blocks lie in the object. */
export function bytesOf(segment: number, { first, last }: BlockRun, size: number): ByteRange {
  const from = segment * SEGMENT;
  return { start: from + first * BLOCK, end: Math.min(size, from + (last + 1) * BLOCK) };
}

/** Name of a segment's file, the same for the same version of an object. */
export function segmentName({ store, key, etag, size }: CachedObject, segment: number): string {
  const version = createHash("sha256")
    .update(JSON.stringify([store, key, etag, size]))
    .digest("hex")
    .slice(0, 40);
  return `${version}-${segment}`;
}

/** Numbers that follow one another, as runs. */
export function runsOf(numbers: readonly number[]): BlockRun[] {
  const runs: { first: number; last: number }[] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && run.last + 1 === number) run.last = number;
    else runs.push({ first: number, last: number });
  }
  return runs;
}
