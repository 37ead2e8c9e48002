/** A writer's events from `first` to `last`, each once, as the lines of one object. */
export interface Segment {
  readonly writer: string;
  readonly first: number;
  readonly last: number;
  readonly size: number;
}

/** Beside the events, so that the segments of all writers are one short listing. */
export const SEGMENT_PREFIX = ".lakeshore/journal-segments/";

const SEQUENCE_DIGITS = 12;

export function segmentPrefix(writer: string): string {
  return `${SEGMENT_PREFIX}${writer}/`;
}

export function segmentKey({ writer, first, last }: Omit<Segment, "size">): string {
  const [from, to] = [first, last].map((sequence) => String(sequence).padStart(SEQUENCE_DIGITS, "0"));
  return `${segmentPrefix(writer)}${from}-${to}.ndjson`;
}

/** No event is so small that more of them fit into a segment. What claims to have more is not ours. */
const MOST_EVENTS = 32_768;

/** Null for anything else that lies there. */
export function parseSegmentKey(key: string): Omit<Segment, "size"> | null {
  const match = /^\.lakeshore\/journal-segments\/([0-9a-f-]{36})\/(\d{12})-(\d{12})\.ndjson$/.exec(key);
  if (!match?.[1]) return null;
  const [first, last] = [Number(match[2]), Number(match[3])];
  return first >= 1 && first <= last && last - first < MOST_EVENTS ? { writer: match[1], first, last } : null;
}
