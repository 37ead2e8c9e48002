/** Where the pages of a column chunk are, as far as the wanted rows reach. */
export interface IndexedPages {
  /** Position in the file behind the last page that holds a wanted row. */
  end: number;
}

/**
 * Reads just the head of an offset index (parquet.thrift, `OffsetIndex`, Thrift compact protocol): a chunk of a million
 * pages has an index of many megabytes, of which the first rows need a few entries. Null when the bytes given do not
 * reach far enough, and "unreadable" when they are no offset index.
 */
export function pagesOfRows(bytes: Uint8Array, rows: number, groupRows: number): IndexedPages | null | "unreadable" {
  const input = new CompactInput(bytes);
  try {
    if (input.byte() !== 0x19) return "unreadable"; // field 1, a list
    const header = input.byte();
    if ((header & 0x0f) !== 12) return "unreadable"; // of structs
    const count = header >> 4 === 15 ? input.varint() : header >> 4;
    let end = 0;
    for (let index = 0; index < count; index += 1) {
      const page = pageLocation(input);
      if (page.firstRow >= rows) return { end };
      end = Math.max(end, page.offset + page.size);
    }
    return groupRows > 0 && end > 0 ? { end } : "unreadable";
  } catch (error) {
    if (error instanceof OutOfInput) return null;
    throw error;
  }
}

function pageLocation(input: CompactInput): { offset: number; size: number; firstRow: number } {
  const values = [0, 0, 0, 0];
  let field = 0;
  for (;;) {
    const header = input.byte();
    if (header === 0) return { offset: values[1] ?? 0, size: values[2] ?? 0, firstRow: values[3] ?? 0 };
    field = header >> 4 === 0 ? input.zigzag() : field + (header >> 4);
    values[field] = input.zigzag();
  }
}

class OutOfInput extends Error {}

class CompactInput {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  byte(): number {
    const value = this.#bytes[this.#at];
    if (value === undefined) throw new OutOfInput();
    this.#at += 1;
    return value;
  }

  varint(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
  }

  zigzag(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
