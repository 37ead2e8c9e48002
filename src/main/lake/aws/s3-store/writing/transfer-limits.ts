const MIB = 1024 * 1024;

/** Sizes that decide how objects are written, copied and listed; smaller ones let tests reach every path quickly. */
export interface TransferLimits {
  /** The smallest size of a part that is chosen. */
  partBytes: number;
  /** Parts of one object that are sent at the same time. */
  parallelParts: number;
  /** Bytes of parts in memory, over all writes of a store. */
  memoryBytes: number;
  /** Above this, a copy is made in parts. S3's limit of CopyObject. */
  copyBytes: number;
  /** A part of such a copy. */
  copyPartBytes: number;
  /** Objects that are copied at the same time by a move of a prefix. */
  parallelCopies: number;
  /** Keys of a page; S3 gives 1,000 at most. */
  pageKeys: number;
  /** Unfinished uploads of a page: each is asked for what it holds. */
  pageUploads: number;
  /** Ranges of keys that are listed at the same time. */
  parallelLists: number;
  /** Milliseconds between two looks at a watched prefix, at first and at most. */
  poll: { first: number; most: number };
}

/** 4 parts of 16 MiB fill a gigabit line; more memory brings no more (measured against Ceph on loopback). */
export const defaultLimits: TransferLimits = {
  partBytes: 16 * MIB,
  parallelParts: 4,
  memoryBytes: 192 * MIB,
  copyBytes: 5 * 1024 * MIB,
  copyPartBytes: 512 * MIB,
  parallelCopies: 16,
  pageKeys: 1000,
  pageUploads: 200,
  parallelLists: 8,
  poll: { first: 2_000, most: 30_000 },
};

/** S3's limits of multipart uploads (“Amazon S3 multipart upload limits”). */
export const MOST_PARTS = 10_000;
const LARGEST_PART = 5 * 1024 * MIB;
export const LARGEST_OBJECT = MOST_PARTS * LARGEST_PART;
/** From here on parts of an object of unknown size grow; before it they are alike, as Cloudflare R2 demands. */
const ALIKE_PARTS = 5_000;

/** Size of each part of an object: as small as the number of parts allows, in whole MiB. */
export function partBytesOf(size: number, { partBytes }: TransferLimits): number {
  const needed = Math.ceil(size / MOST_PARTS / MIB) * MIB;
  return Math.min(Math.max(partBytes, needed), LARGEST_PART);
}

/** Size of part `number` (from 1) of an object whose end is not known: doubles every 1,000 parts in the second half. */
export function growingPartBytes(number: number, { partBytes }: TransferLimits): number {
  const doublings = Math.max(0, Math.ceil((number - ALIKE_PARTS) / 1000));
  return Math.min(partBytes * 2 ** doublings, LARGEST_PART);
}
