/** A stretch of a text and what stands in its place. */
export interface Splice {
  start: number;
  end: number;
  text: string;
}

export interface SplicedText {
  text: string;
  /** Where an offset in the new text was in the old one; inside a splice, where that begins. */
  offsetBefore: (offset: number) => number;
}

/** Puts other texts in place of stretches that do not overlap. */
export function spliced(text: string, splices: readonly Splice[]): SplicedText {
  const ordered = splices.toSorted((a, b) => a.start - b.start);
  let result = "";
  let from = 0;
  for (const { start, end, text: replacement } of ordered) {
    result += text.slice(from, start) + replacement;
    from = end;
  }
  return { text: result + text.slice(from), offsetBefore: (offset) => offsetBefore(ordered, offset) };
}

function offsetBefore(splices: readonly Splice[], offset: number): number {
  let shift = 0;
  for (const { start, end, text } of splices) {
    if (offset < start + shift) break;
    if (offset < start + shift + text.length) return start;
    shift += text.length - (end - start);
  }
  return offset - shift;
}
