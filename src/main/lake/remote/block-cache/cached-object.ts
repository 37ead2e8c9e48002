/** One version of an object in one store; its bytes never change. */
export interface CachedObject {
  /** Tells stores apart that may hold the same keys: a connection and a bucket. */
  readonly store: string;
  readonly key: string;
  readonly etag: string;
  readonly size: number;
}

/** Bytes [start, end). */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Asks the store for a range of one object; one call is one request. */
export type FetchRange = (range: ByteRange, signal: AbortSignal) => AsyncIterable<Uint8Array>;
