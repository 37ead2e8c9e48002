import type { JournalHeads } from "./journal-batch.ts";
import type { JournalListing, WriterListing } from "./journal-listing.ts";
import type { Segment } from "./segment-key.ts";

/** Sequences, both ends with it. */
export type SequenceRange = readonly [first: number, last: number];

/** What is fetched at once: the events of one writer from `first` to `last`. Without a segment it is one event. */
export interface Piece {
  writer: string;
  first: number;
  last: number;
  segment: Segment | null;
}

export interface ReadingPlan {
  /** Writer after writer, each in the order of its events. */
  pieces: Piece[];
  /** Events are missing that no reader has missed before. */
  hasNewGaps: boolean;
}

/** What is to be fetched of what lies there, for everything that `heads` does not cover. */
export function planReading(listing: JournalListing, heads: JournalHeads): ReadingPlan {
  const pieces: Piece[] = [];
  let hasNewGaps = false;
  for (const [writer, there] of [...listing].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const head = heads[writer];
    const sequence = head?.sequence ?? 0;
    for (const gap of head?.gaps ?? []) pieces.push(...piecesWithin(writer, there, gap));
    const next = piecesWithin(writer, there, [sequence + 1, Number.MAX_SAFE_INTEGER]);
    hasNewGaps ||= next.some(({ first }, index) => first !== (next[index - 1]?.last ?? sequence) + 1);
    pieces.push(...next);
  }
  return { pieces, hasNewGaps };
}

/** A segment is taken before events of their own: it was read back when it was made. */
function piecesWithin(writer: string, { loose, segments }: WriterListing, [first, last]: SequenceRange): Piece[] {
  const pieces: Piece[] = [];
  let next = first;
  const single = [...loose].filter((sequence) => sequence >= first && sequence <= last).toSorted((a, b) => a - b);
  const takeLoose = (before: number) => {
    for (const sequence of single) {
      if (sequence >= next && sequence < before)
        pieces.push({ writer, first: sequence, last: sequence, segment: null });
    }
  };
  for (const segment of longestFirst(segments)) {
    if (segment.last < next || segment.first > last) continue;
    takeLoose(segment.first);
    const from = Math.max(next, segment.first);
    pieces.push({ writer, first: from, last: Math.min(last, segment.last), segment });
    next = segment.last + 1;
  }
  takeLoose(Number.POSITIVE_INFINITY);
  return pieces;
}

/** Of segments that begin at the same event, the longest has what the others have. */
function longestFirst(segments: readonly Segment[]): Segment[] {
  return segments.toSorted((a, b) => a.first - b.first || b.last - a.last);
}
