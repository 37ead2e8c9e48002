import { varint } from "./hybrid-runs.ts";

/**
 * The first `limit` bytes of a raw snappy block (https://github.com/google/snappy/blob/main/format_description.txt).
 * Snappy can stop anywhere, so that the first rows of a page of megabytes cost kilobytes. RangeError when the block is
 * cut or points outside of itself.
 */
export function unsnapPrefix(input: Uint8Array, limit: number): Uint8Array<ArrayBuffer> {
  const { value: whole, next } = varint(input, 0);
  const output = new Uint8Array(Math.min(limit, whole));
  let from = next;
  let filled = 0;
  while (filled < output.byteLength) {
    const tag = byteAt(input, from);
    from += 1;
    if (tag % 4 === 0) {
      const short = tag >>> 2;
      const extra = short < 60 ? 0 : short - 59;
      const length = (extra === 0 ? short : littleEndian(input, from, extra)) + 1;
      from += extra;
      if (from + length > input.byteLength) throw new RangeError("a literal is cut");
      output.set(input.subarray(from, from + Math.min(length, output.byteLength - filled)), filled);
      from += length;
      filled = Math.min(filled + length, output.byteLength);
      continue;
    }
    const { length, offset, size } = copyElement(input, from, tag);
    from += size;
    if (offset === 0 || offset > filled) throw new RangeError("a copy points before the block");
    const end = Math.min(filled + length, output.byteLength);
    // Byte by byte: a copy may overlap what it writes.
    for (; filled < end; filled += 1) output[filled] = output[filled - offset] ?? 0;
  }
  return output;
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
  if (value === undefined) throw new RangeError("the block is cut");
  return value;
}
