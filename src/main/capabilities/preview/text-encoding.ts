import type { Dialect } from "../../../shared/contract/preview.ts";

export type TextEncoding = Dialect["encoding"];

export interface DetectedEncoding {
  encoding: TextEncoding;
  byteOrderMark: boolean;
  /** Bytes that are not valid in a text that is UTF-8 otherwise: how many, and where the first is. */
  invalid: { count: number; firstOffset: number } | null;
}

const UTF16_SAMPLE = 4096;

/**
 * How the bytes are encoded. `complete` false allows the last character to be cut. Falls back on windows-1252, in which
 * every byte means something.
 */
export function detectEncoding(bytes: Uint8Array, complete: boolean): DetectedEncoding {
  const marked = encodingOfMark(bytes);
  if (marked) return { encoding: marked, byteOrderMark: true, invalid: null };
  const wide = utf16ByZeros(bytes);
  if (wide) return { encoding: wide, byteOrderMark: false, invalid: null };
  const { multibyte, invalid, firstInvalid } = scanUtf8(bytes, complete);
  if (invalid === 0) return { encoding: "utf-8", byteOrderMark: false, invalid: null };
  // A few stray bytes among many proper sequences are damage; proper sequences hardly ever occur in 8-bit text.
  if (multibyte > invalid) {
    return { encoding: "utf-8", byteOrderMark: false, invalid: { count: invalid, firstOffset: firstInvalid } };
  }
  return { encoding: "windows-1252", byteOrderMark: false, invalid: null };
}

/** Text of the bytes without a byte-order mark. With `complete` false a cut last character is left out. */
export function decodeText(bytes: Uint8Array, encoding: TextEncoding, complete: boolean): string {
  if (encoding === "iso-8859-1")
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  return new TextDecoder(encoding).decode(bytes, { stream: !complete });
}

export function encodingOfMark(bytes: Uint8Array): TextEncoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return null;
}

/** Text that is mostly ASCII has a zero in every second byte; which half tells the byte order. */
function utf16ByZeros(bytes: Uint8Array): TextEncoding | null {
  const sample = bytes.subarray(0, UTF16_SAMPLE & ~1);
  const pairs = sample.byteLength >> 1;
  if (pairs < 2) return null;
  let even = 0;
  let odd = 0;
  for (let index = 0; index + 1 < sample.byteLength; index += 2) {
    if (sample[index] === 0) even += 1;
    if (sample[index + 1] === 0) odd += 1;
  }
  if (odd > pairs * 0.4 && even < pairs * 0.05) return "utf-16le";
  if (even > pairs * 0.4 && odd < pairs * 0.05) return "utf-16be";
  return null;
}

/** Counts whole multi-byte sequences and bytes outside any (RFC 3629, table of well-formed sequences). */
function scanUtf8(bytes: Uint8Array, complete: boolean) {
  let multibyte = 0;
  let invalid = 0;
  let firstInvalid = -1;
  let at = 0;
  while (at < bytes.byteLength) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      at += 1;
      continue;
    }
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      multibyte += 1;
      at += length;
      continue;
    }
    if (!complete && isCutSequence(bytes, at)) break;
    if (invalid === 0) firstInvalid = at;
    invalid += 1;
    at += 1;
  }
  return { multibyte, invalid, firstInvalid };
}

function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  const length = declaredLength(lead);
  if (length === 0 || at + length > bytes.byteLength) return 0;
  const second = bytes[at + 1] ?? 0;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let index = 2; index < length; index += 1) {
    if (((bytes[at + index] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

function isCutSequence(bytes: Uint8Array, at: number): boolean {
  const length = declaredLength(bytes[at] ?? 0);
  if (length === 0 || at + length <= bytes.byteLength) return false;
  for (let index = at + 1; index < bytes.byteLength; index += 1) {
    if (((bytes[index] ?? 0) & 0xc0) !== 0x80) return false;
  }
  return true;
}

function declaredLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 0;
}
