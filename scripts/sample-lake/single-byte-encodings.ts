type SingleByteEncoding = "windows-1252" | "macintosh";

const byteOfCharacter: Readonly<Record<SingleByteEncoding, ReadonlyMap<string, number>>> = {
  "windows-1252": invert("windows-1252"),
  macintosh: invert("macintosh"),
};

/** The bytes of `text` in Windows-1252. Throws a RangeError on a character that the encoding does not have. */
export function encodeWindows1252(text: string): Uint8Array {
  const bytes = encode(text, "windows-1252");
  if (!bytes) throw new RangeError(`not in windows-1252: ${JSON.stringify(text.slice(0, 80))}`);
  return bytes;
}

/**
 * Undoes the mistake of reading Windows-1252 bytes as Mac OS Roman ("AstÈrix" becomes "Astérix").
 * Text that cannot have come from that mistake is returned as it is.
 */
export function repairMacRomanMojibake(text: string): string {
  const bytes = encode(text, "macintosh");
  return bytes ? new TextDecoder("windows-1252").decode(bytes) : text;
}

function encode(text: string, encoding: SingleByteEncoding): Uint8Array | undefined {
  const bytes = [];
  for (const character of text) {
    const byte = byteOfCharacter[encoding].get(character);
    if (byte === undefined) return undefined;
    bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

function invert(encoding: SingleByteEncoding): ReadonlyMap<string, number> {
  const decoder = new TextDecoder(encoding);
  return new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
}
