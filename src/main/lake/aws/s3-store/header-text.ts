import { AppError } from "../../../../shared/domain/app-error.ts";

type Metadata = Readonly<Record<string, string>>;

/** Names of headers (RFC 9110, 5.6.2). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const PLAIN = /^[\x20-\x7e]*$/;
/** Encoded words in a row: =?character set?encoding?text?= (RFC 2047, 2). */
const WORDS = /=\?[\w.:*-]+\?[bq]\?[!->@-~]*\?=(?:\s+=\?[\w.:*-]+\?[bq]\?[!->@-~]*\?=)*/gi;
const WORD = /=\?([\w.:-]+)(?:\*[\w-]*)?\?([bq])\?([!->@-~]*)\?=/gi;
/** So many bytes become 60 characters of Base64, and an encoded word may have 75. */
const BYTES_A_WORD = 45;

/**
 * Metadata as headers carry it: S3 takes anything but US-ASCII as encoded words of RFC 2047, and gives it back as such
 * (S3 user guide, “Working with object metadata”). INVALID_INPUT for what no header can be.
 */
export function headersOf(metadata: Metadata): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(metadata)) {
    if (!TOKEN.test(name)) {
      throw new AppError("INVALID_INPUT", `“${name}” cannot be a name of metadata.`, {
        hint: "Use letters from a to z, digits, - and _ alone. Values may be in any script.",
      });
    }
    // Control characters would end the header, or be lost on the way.
    if (/\p{Cc}/u.test(value)) {
      throw new AppError("INVALID_INPUT", `The value of “${name}” has a line break or another control character.`, {
        hint: "Write it on one line.",
      });
    }
    headers[name] = PLAIN.test(value) && value.search(WORD) < 0 ? value : encoded(value);
  }
  return headers;
}

/**
 * The headers of a store as they go with a copy, whatever they are: US-ASCII stays as somebody wrote it, and what a store
 * sends as it is, which would not be signed as it is sent, becomes encoded words.
 */
export function copiedHeaders(headers: Metadata): Record<string, string> {
  const copied = (value: string) => (PLAIN.test(value) ? value : encoded(asUtf8(value)));
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, copied(value)]));
}

/** What the headers of a store say, in the script that it was written in. */
export function metadataOf(headers: Metadata): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, decoded(asUtf8(value))]));
}

/** INVALID_INPUT for what is not plain US-ASCII, which no header but those of metadata can say otherwise. */
export function requirePlain(value: string, what: string): string {
  if (PLAIN.test(value)) return value;
  throw new AppError("INVALID_INPUT", `${what} “${value}” has characters that a store does not take there.`, {
    hint: "Use letters from a to z, digits and punctuation.",
  });
}

function encoded(value: string): string {
  const words: string[] = [];
  let word = "";
  for (const character of value) {
    if (Buffer.byteLength(word + character) > BYTES_A_WORD) {
      words.push(word);
      word = "";
    }
    word += character;
  }
  return [...words, word].map((part) => `=?UTF-8?B?${Buffer.from(part).toString("base64")}?=`).join(" ");
}

/** Words in a row belong together, spaces between them do not. What cannot be read stays as it is. */
function decoded(value: string): string {
  return value.replace(WORDS, (run) => {
    const read: { charset: string; bytes: Buffer }[] = [];
    for (const [, charset = "", encoding = "", text = ""] of run.matchAll(WORD)) {
      const bytes = encoding.toLowerCase() === "b" ? Buffer.from(text, "base64") : unquoted(text);
      const last = read.at(-1);
      // A character may go on in the next word, though it should not.
      if (last?.charset === charset) last.bytes = Buffer.concat([last.bytes, bytes]);
      else read.push({ charset, bytes });
    }
    const texts = read.map(({ charset, bytes }) => textOf(bytes, charset));
    return texts.includes(null) ? run : texts.join("");
  });
}

/** The encoding “Q” (RFC 2047, 4.2). */
function unquoted(text: string): Buffer {
  const bytes = text.replaceAll("_", " ").replace(/=([0-9a-f]{2})/gi, (_, hex: string) => {
    return String.fromCharCode(Number.parseInt(hex, 16));
  });
  return Buffer.from(bytes, "latin1");
}

/** Node reads headers as Latin-1, and some stores send UTF-8 as it is. */
function asUtf8(value: string): string {
  if (PLAIN.test(value) || /[^\0-\xff]/.test(value)) return value;
  return textOf(Buffer.from(value, "latin1"), "utf-8") ?? value;
}

/** Null where the bytes are not of that character set, or nobody knows it. */
function textOf(bytes: Buffer, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
