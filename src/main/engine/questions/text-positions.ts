/** Offset in UTF-16 units of a position that counts bytes of UTF-8, as DuckDB's binder does. */
export function offsetOfBytes(text: string, bytes: number): number {
  let left = bytes;
  let offset = 0;
  for (const char of text) {
    if (left <= 0) break;
    left -= byteLength(char);
    offset += char.length;
  }
  return offset;
}

/** Offset in UTF-16 units of a position that counts characters, as DuckDB's parser does for syntax errors. */
export function offsetOfCharacters(text: string, characters: number): number {
  let left = characters;
  let offset = 0;
  for (const char of text) {
    if (left <= 0) break;
    left -= 1;
    offset += char.length;
  }
  return offset;
}

/** 1-based line and column of an offset; a column counts characters as people see them, and CRLF is one line end. */
function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lines = before.split(/\r\n|\n|\r/);
  const last = lines.at(-1) ?? "";
  return { line: lines.length, column: Array.from(last).length + 1 };
}

/** `details` of an error that points at an offset of the typed text. */
export function placeDetails(sql: string, offset: number): { line: number; column: number; offset: number } {
  return { ...lineAndColumn(sql, offset), offset };
}

function byteLength(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
