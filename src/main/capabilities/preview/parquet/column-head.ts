import type { ColumnChunk, ColumnMetaData, PageHeader, SchemaTree } from "hyparquet";
import { assembleLists } from "hyparquet/src/assemble.js";
import { parquetHeader } from "hyparquet/src/column.js";
import { DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import { getMaxRepetitionLevel, isFlatColumn, isMapLike } from "hyparquet/src/schema.js";
import { compressors } from "hyparquet-compressors";
import { canBeCut, type ColumnDecoder } from "./page-bytes.ts";
import { damaged, encrypted } from "./footer.ts";
import { mapKeyText } from "./nested-text.ts";
import { PageDictionary } from "./page-dictionary.ts";
import { flatPage, flatPageHead, nestedPage } from "./page-values.ts";

/** Bytes read at first, and behind each page, in the hope of the next page's header. */
const HEADER_GUESS = 512;

/**
 * Decodes the first rows of one column chunk from a growing prefix of its bytes: `advance` takes what there is and says
 * how long a prefix it wants next.
 */
export class ColumnHead {
  readonly path: string;
  /** The top-level column that the chunk belongs to. */
  readonly column: string;
  /** Where the chunk starts and ends in the file. */
  readonly start: number;
  readonly end: number;
  /** Bytes of the dictionary's page, as far as the footer says. */
  readonly dictionaryLength: number;
  /** One entry a row, not yet converted to text. */
  rows: unknown[] = [];
  readonly #decoder: ColumnDecoder;
  readonly #isFlat: boolean;
  readonly #mayContinue: boolean;
  readonly #keyNode: SchemaTree | null;
  readonly #target: number;
  readonly #ahead: number;
  #dictionary: PageDictionary | null = null;
  #at = 0;

  /** `ahead` is how much is read at least behind the pages that are known of, for the next page's header. */
  constructor(chunk: ColumnChunk, schemaPath: SchemaTree[], { rows, ahead }: { rows: number; ahead: number }) {
    const meta = readableMeta(chunk);
    const leaf = schemaPath.at(-1);
    if (!leaf) throw damaged("its footer names a column that the schema lacks");
    this.path = meta.path_in_schema.join(".");
    this.column = meta.path_in_schema[0] ?? "";
    const [dictionary, data] = [Number(meta.dictionary_page_offset ?? 0n), Number(meta.data_page_offset)];
    this.start = dictionary || data;
    this.dictionaryLength = dictionary > 0 && dictionary < data ? data - dictionary : 0;
    this.#ahead = Math.max(HEADER_GUESS, ahead);
    this.end = this.start + Number(meta.total_compressed_size);
    this.#target = rows;
    this.#isFlat = isFlatColumn(schemaPath);
    this.#mayContinue = getMaxRepetitionLevel(schemaPath) > 0;
    this.#keyNode = isMapKey(schemaPath) ? leaf : null;
    this.#decoder = {
      pathInSchema: meta.path_in_schema,
      type: meta.type,
      element: leaf.element,
      schemaPath,
      codec: meta.codec,
      parsers: DEFAULT_PARSERS,
      compressors,
    };
  }

  get length(): number {
    return this.end - this.start;
  }

  /** Whether the first rows of a page can be had without its end. */
  get canBeCut(): boolean {
    return this.#isFlat && canBeCut(this.#decoder);
  }

  /** Decodes every page that is whole in `prefix`; 0 when the rows are there, else the prefix length that is wanted. */
  advance(prefix: Uint8Array): number {
    for (;;) {
      if (this.#hasRows(this.#at >= this.length)) return 0;
      if (this.#at >= this.length) throw damaged(`column ${this.path} has fewer rows than the file says`);
      const header = this.#header(prefix);
      if (!header) return this.#lengthFor(prefix.byteLength, this.#at, this.rows.length);
      const pageEnd = header.end + header.page.compressed_page_size;
      if (header.page.compressed_page_size < 0 || pageEnd > this.length)
        throw damaged(`a page of column ${this.path} is cut`);
      if (pageEnd > prefix.byteLength) {
        if (this.#decodeCut(header.page, prefix.subarray(header.end))) return 0;
        return this.#lengthWith(header.page, pageEnd);
      }
      this.#decode(header.page, prefix.subarray(header.end, pageEnd));
      this.#at = pageEnd;
    }
  }

  /** The prefix that has a page, and what is likely to be needed behind it. */
  #lengthWith(page: PageHeader, pageEnd: number): number {
    const rows = page.data_page_header_v2?.num_rows ?? page.data_page_header?.num_values ?? 0;
    const isLast = this.#isFlat && this.rows.length + rows >= this.#target;
    return isLast ? pageEnd : this.#lengthFor(pageEnd, pageEnd, this.#isFlat ? this.rows.length + rows : 0);
  }

  /** The prefix that is likely to have all rows, when `used` of its bytes have so many; at most four times what there is. */
  #lengthFor(prefix: number, used: number, rows: number): number {
    const likely = rows > 0 ? Math.ceil((1.1 * used * this.#target) / rows) : prefix === used ? 0 : 2 * prefix;
    return Math.min(this.length, Math.max(used + this.#ahead, Math.min(4 * prefix, likely)));
  }

  /** A row of a repeated column may go on in the next page (version 1 pages), so one more row has to begin. */
  #hasRows(atEnd: boolean): boolean {
    return this.rows.length > this.#target || (this.rows.length === this.#target && (!this.#mayContinue || atEnd));
  }

  #header(prefix: Uint8Array): { page: PageHeader; end: number } | null {
    const view = new DataView(prefix.buffer, prefix.byteOffset + this.#at, prefix.byteLength - this.#at);
    const reader = { view, offset: 0 };
    try {
      const page = parquetHeader(reader);
      return { page, end: this.#at + reader.offset };
    } catch (error) {
      // A header that does not parse may only be cut; at the end of the chunk, or after plenty of bytes, it is broken.
      if (prefix.byteLength >= this.length || view.byteLength > 1_000_000) {
        throw damaged(`a page header of column ${this.path} is corrupt`, error);
      }
      return null;
    }
  }

  #decode(page: PageHeader, bytes: Uint8Array): void {
    try {
      if (page.type === "DICTIONARY_PAGE") this.#dictionary = new PageDictionary(bytes, page, this.#decoder);
      else if (page.type === "DATA_PAGE" || page.type === "DATA_PAGE_V2") this.#addRows(page, bytes);
    } catch (error) {
      throw damaged(`column ${this.path} is corrupt`, error);
    }
  }

  /** Whether the missing rows are all in what is there of a page. */
  #decodeCut(page: PageHeader, bytes: Uint8Array): boolean {
    const missing = this.#target - this.rows.length;
    const values = (page.data_page_header ?? page.data_page_header_v2)?.num_values ?? 0;
    if (!this.#isFlat || values < missing || bytes.byteLength === 0) return false;
    try {
      const rows = flatPageHead(bytes, page, this.#decoder, this.#dictionary, missing);
      if (rows) this.rows.push(...rows);
      return rows !== null;
    } catch (error) {
      throw damaged(`column ${this.path} is corrupt`, error);
    }
  }

  #addRows(page: PageHeader, bytes: Uint8Array): void {
    if (this.#isFlat) {
      const wanted = this.#target - this.rows.length;
      this.rows.push(...flatPage(bytes, page, this.#decoder, this.#dictionary, wanted));
      return;
    }
    const { definitionLevels, repetitionLevels, values } = nestedPage(bytes, page, this.#decoder, this.#dictionary);
    const node = this.#keyNode;
    const leaves = node ? Array.from(values, (value: unknown) => mapKeyText(value, node)) : Array.from(values);
    const assembled = assembleLists(this.rows, definitionLevels, repetitionLevels, leaves, this.#decoder.schemaPath);
    if (assembled !== this.rows) for (const row of assembled) this.rows.push(row);
  }
}

function readableMeta(chunk: ColumnChunk): ColumnMetaData {
  if (chunk.crypto_metadata && !chunk.meta_data) throw encrypted("some of its columns are encrypted");
  if (chunk.file_path) throw damaged("its data is in other files");
  if (!chunk.meta_data) throw damaged("its footer does not describe a column");
  if (chunk.crypto_metadata) throw encrypted("some of its columns are encrypted");
  return chunk.meta_data;
}

function isMapKey(schemaPath: readonly SchemaTree[]): boolean {
  const map = schemaPath.at(-3);
  const entry = schemaPath.at(-2);
  return map !== undefined && isMapLike(map) && entry?.children[0] === schemaPath.at(-1);
}
