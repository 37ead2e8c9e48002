import { BLOCK, bytesOf, runsOf, SEGMENT, segmentName, segmentsOf, type SegmentPart } from "./block-layout.ts";
import { BlockFetch } from "./block-fetch.ts";
import type { ByteRange, CachedObject, FetchRange } from "./cached-object.ts";
import { SegmentShelf } from "./segment-shelf.ts";

/** Segments of one read that are under way at once: enough to fill a connection, few enough to bound memory. */
const AHEAD = 4;

/** A segment that somebody reads. */
interface LiveSegment {
  /** Requests by the blocks that they bring. */
  fetches: Map<number, BlockFetch>;
  /** Looking up and starting a request is one step, so that no block is asked for twice. */
  looking: Promise<unknown>;
  readers: number;
}

interface OpenPart {
  blocks: Promise<Promise<Buffer>[]>;
  leave: () => void;
}

/**
 * Byte ranges of remote objects on this machine's disk, in blocks of a fixed size. A block that two readers want at the
 * same time is asked for once; neighbouring blocks that are missing are one request. Whatever is in the cache's folder is
 * checked when it is read.
 */
export class BlockCache {
  readonly maxBytes: number;
  readonly #shelf: SegmentShelf;
  readonly #live = new Map<string, LiveSegment>();

  constructor(folder: string, maxBytes: number) {
    this.maxBytes = maxBytes;
    this.#shelf = new SegmentShelf(folder, maxBytes);
  }

  /**
   * The bytes of a range that lies within the object. `fetch` is asked for what is missing; `onHit` is told the bytes
   * that were there.
   */
  async *read(
    object: CachedObject,
    range: ByteRange,
    { fetch, signal, onHit }: { fetch: FetchRange; signal: AbortSignal; onHit: (bytes: number) => void },
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const parts = segmentsOf(range);
    const open: { part: SegmentPart; opened: OpenPart }[] = [];
    const openNext = () => {
      const next = parts.next();
      if (next.done) return;
      open.push({ part: next.value, opened: this.#open(object, next.value, fetch, onHit) });
    };
    try {
      for (let ahead = 0; ahead < AHEAD; ahead += 1) openNext();
      for (let current = open[0]; current; current = open[0]) {
        yield* blocksWithin(current.part, await unlessAborted(current.opened.blocks, signal), range, signal);
        current.opened.leave();
        open.shift();
        openNext();
      }
    } finally {
      for (const { opened } of open) opened.leave();
    }
  }

  /** How many bytes would have to be fetched to read these ranges now. */
  async missingBytes(object: CachedObject, ranges: readonly ByteRange[]): Promise<number> {
    const wanted = new Map<number, Set<number>>();
    for (const range of ranges) {
      for (const { segment, blocks } of segmentsOf(range)) {
        const numbers = wanted.get(segment) ?? new Set();
        for (let index = blocks.first; index <= blocks.last; index += 1) numbers.add(index);
        wanted.set(segment, numbers);
      }
    }
    let missing = 0;
    for (const [segment, numbers] of wanted) {
      const known = await this.#shelf.known(segmentName(object, segment));
      for (const index of numbers) {
        if (known.has(index)) continue;
        const { start, end } = bytesOf(segment, { first: index, last: index }, object.size);
        missing += end - start;
      }
    }
    return missing;
  }

  #open(
    object: CachedObject,
    { segment, blocks }: SegmentPart,
    fetch: FetchRange,
    onHit: (bytes: number) => void,
  ): OpenPart {
    const name = segmentName(object, segment);
    const live = this.#live.get(name) ?? { fetches: new Map(), looking: Promise.resolve(), readers: 0 };
    this.#live.set(name, live);
    live.readers += 1;
    const joined = new Set<BlockFetch>();
    const leaves: (() => void)[] = [];
    let hasLeft = false;
    const join = (found: BlockFetch) => {
      if (joined.has(found)) return;
      joined.add(found);
      leaves.push(found.join());
    };
    // What is under way now stays good after it has ended: it holds its blocks.
    const underWay = new Map(live.fetches);
    for (let index = blocks.first; index <= blocks.last; index += 1) {
      const found = underWay.get(index);
      if (found) join(found);
    }
    const lookUp = async (): Promise<Promise<Buffer>[]> => {
      const held = await this.#shelf.read(name, blocks);
      if (hasLeft) return [];
      const known = (index: number) => underWay.get(index) ?? live.fetches.get(index);
      const numbers = held.map((_, place) => blocks.first + place);
      const missing = numbers.filter((index, place) => held[place] === null && !known(index));
      for (const run of runsOf(missing)) this.#begin(live, name, { object, segment, run, fetch });
      return numbers.map((index, place) => {
        const block = held[place];
        const shared = known(index);
        if (block) {
          onHit(block.byteLength);
          return Promise.resolve(block);
        }
        if (!shared) throw new Error(`block ${index} of ${name} is neither there nor asked for`);
        join(shared);
        return shared.block(index);
      });
    };
    const found = live.looking.then(lookUp);
    live.looking = found.catch(() => undefined);
    // Whoever reads sees the failure; who has left does not.
    found.catch(() => undefined);
    const leave = () => {
      if (hasLeft) return;
      hasLeft = true;
      for (const one of leaves) one();
      live.readers -= 1;
      if (live.readers === 0 && live.fetches.size === 0) this.#live.delete(name);
    };
    return { blocks: found, leave };
  }

  #begin(
    live: LiveSegment,
    name: string,
    {
      object,
      segment,
      run,
      fetch,
    }: { object: CachedObject; segment: number; run: { first: number; last: number }; fetch: FetchRange },
  ): void {
    const begun: BlockFetch = new BlockFetch({
      segment,
      blocks: run,
      size: object.size,
      fetch,
      keep: (index, block) => this.#shelf.write(name, index, block),
      onEnd: () => {
        for (let index = run.first; index <= run.last; index += 1) {
          if (live.fetches.get(index) === begun) live.fetches.delete(index);
        }
        if (live.readers === 0 && live.fetches.size === 0 && this.#live.get(name) === live) this.#live.delete(name);
      },
    });
    for (let index = run.first; index <= run.last; index += 1) live.fetches.set(index, begun);
  }
}

/** The bytes of a segment's blocks that a range wants, as they come. */
async function* blocksWithin(
  { segment, blocks }: SegmentPart,
  arriving: readonly Promise<Buffer>[],
  { start, end }: ByteRange,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for (const [place, promise] of arriving.entries()) {
    const block = await unlessAborted(promise, signal);
    const from = segment * SEGMENT + (blocks.first + place) * BLOCK;
    yield block.subarray(Math.max(0, start - from), Math.min(block.byteLength, end - from));
  }
}

/** Ends the wait of one reader, and not what it waits for. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
