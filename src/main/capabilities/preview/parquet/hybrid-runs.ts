/**
 * Reads Parquet's hybrid of run-length and bit-packed values (Encodings.md, "RLE") until `output` is full, however many
 * values the runs claim. RangeError when the bytes end before.
 */
export function readHybrid(bytes: Uint8Array, width: number, output: Uint8Array | Uint32Array): void {
  let at = 0;
  let filled = 0;
  while (filled < output.length) {
    const { value: header, next } = varint(bytes, at);
    at = next;
    const remaining = output.length - filled;
    if (header % 2 === 0) {
      const count = Math.min(header / 2, remaining);
      output.fill(bits(bytes, at * 8, width), filled, filled + count);
      at += Math.ceil(width / 8);
      filled += count;
    } else {
      const groups = (header - 1) / 2;
      const count = Math.min(groups * 8, remaining);
      for (let index = 0; index < count; index += 1)
        output[filled + index] = bits(bytes, at * 8 + index * width, width);
      at += groups * width;
      filled += count;
    }
  }
}

/** An unsigned number of up to 32 bits, the lowest bit first. Arithmetic, because bit operators stop at 32 bits. */
function bits(bytes: Uint8Array, position: number, width: number): number {
  const first = Math.floor(position / 8);
  const shift = position % 8;
  const length = Math.ceil((shift + width) / 8);
  if (first + length > bytes.byteLength) throw new RangeError("packed values end before they should");
  let value = 0;
  for (let index = length - 1; index >= 0; index -= 1) value = value * 256 + (bytes[first + index] ?? 0);
  return Math.floor(value / 2 ** shift) % 2 ** width;
}

/** An unsigned LEB128 number. */
export function varint(bytes: Uint8Array, start: number): { value: number; next: number } {
  let value = 0;
  let factor = 1;
  for (let at = start; ; at += 1) {
    const byte = bytes[at];
    if (byte === undefined) throw new RangeError("a number is cut");
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return { value, next: at + 1 };
    factor *= 128;
  }
}
