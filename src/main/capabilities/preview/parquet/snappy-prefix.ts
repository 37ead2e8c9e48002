import { varint } from "./hybrid-runs.ts";

/**
 * The first `limit` bytes of a raw snappy block (https://github.com/google/snappy/blob/main/format_description.txt).
 * Snappy can stop anywhere, so that the first rows of a page of megabytes cost kilobytes. RangeError when the block is
 * cut or points outside of itself.
 */
export function unsnapPrefix(input: Uint8Array, limit: number): Uint8Array<ArrayBuffer> {
  const { output, cut } = unsnap(input, limit);
  if (cut) throw cut;
  return output;
}

/** As much as there is of a block that may be cut, in a buffer with nothing else. RangeError when it points outside. */
export function unsnapCut(input: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const { output, filled } = unsnap(input, size);
  return output.slice(0, filled);
}

function unsnap(input: Uint8Array, limit: number): { output: Uint8Array<ArrayBuffer>; filled: number; cut?: CutError } {
  const { value: whole, next } = varint(input, 0);
  const output = new Uint8Array(Math.min(limit, whole));
  const progress = { filled: 0 };
  try {
    fill(output, input, next, progress);
  } catch (error) {
    if (error instanceof CutError) return { output, cut: error, ...progress };
    throw error;
  }
  return { output, ...progress };
}

class CutError extends RangeError {}

function fill(output: Uint8Array, input: Uint8Array, start: number, progress: { filled: number }): void {
  let from = start;
  let filled = 0;
  while (filled < output.byteLength) {
    progress.filled = filled;
    const tag = byteAt(input, from);
    from += 1;
    if (tag % 4 === 0) {
      const short = tag >>> 2;
      const extra = short < 60 ? 0 : short - 59;
      const length = (extra === 0 ? short : littleEndian(input, from, extra)) + 1;
      from += extra;
      const literal = input.subarray(from, from + Math.min(length, output.byteLength - filled));
      output.set(literal, filled);
      filled += literal.byteLength;
      progress.filled = filled;
      if (literal.byteLength < length && filled < output.byteLength) throw new CutError("a literal is cut");
      from += length;
      continue;
    }
    const { length, offset, size } = copyElement(input, from, tag);
    from += size;
    if (offset === 0 || offset > filled) throw new RangeError("a copy points before the block");
    const end = Math.min(filled + length, output.byteLength);
    // Byte by byte: a copy may overlap what it writes.
    for (; filled < end; filled += 1) output[filled] = output[filled - offset] ?? 0;
  }
  progress.filled = filled;
}

function copyElement(input: Uint8Array, from: number, tag: number): { length: number; offset: number; size: number } {
  if (tag % 4 === 1) return { length: ((tag >>> 2) & 7) + 4, offset: (tag >>> 5) * 256 + byteAt(input, from), size: 1 };
  const size = tag % 4 === 2 ? 2 : 4;
  return { length: (tag >>> 2) + 1, offset: littleEndian(input, from, size), size };
}

function littleEndian(input: Uint8Array, from: number, size: number): number {
  let value = 0;
  for (let index = size - 1; index >= 0; index -= 1) value = value * 256 + byteAt(input, from + index);
  return value;
}

function byteAt(input: Uint8Array, at: number): number {
  const value = input[at];
  if (value === undefined) throw new CutError("the block is cut");
  return value;
}
