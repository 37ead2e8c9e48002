/** What a remote store was asked for, in numbers that only grow. */
export interface Traffic {
  /** Calls to the store: reads, listings and looks at one object. */
  readonly requests: number;
  /** Bytes of objects that came from the store. */
  readonly bytes: number;
  /** Bytes that were read from this machine instead. */
  readonly cachedBytes: number;
}

/** Counts what a store is asked for. */
export class TrafficCount implements Traffic {
  requests = 0;
  bytes = 0;
  cachedBytes = 0;
}
