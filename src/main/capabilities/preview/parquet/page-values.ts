import type { DecodedArray, PageHeader } from "hyparquet";
import { readDataPage, readDataPageV2 } from "hyparquet/src/datapage.js";
import { deltaBinaryUnpack } from "hyparquet/src/delta.js";
import { readPlain } from "hyparquet/src/plain.js";
import { damaged } from "./footer.ts";
import { readHybrid, varint } from "./hybrid-runs.ts";
import {
  type ColumnDecoder,
  canBeCut,
  canStopEarly,
  checkPage,
  type PageSections,
  pageSections,
  unpackPage,
  viewOf,
} from "./page-bytes.ts";
import type { PageDictionary } from "./page-dictionary.ts";

/** Raw values of a page with what is needed to nest them; nulls are left out. */
export interface PageValues {
  definitionLevels: number[] | undefined;
  repetitionLevels: number[];
  values: DecodedArray;
}

/** All values of a data page of a nested column, dictionary looked up. */
export function nestedPage(
  bytes: Uint8Array,
  header: PageHeader,
  decoder: ColumnDecoder,
  dictionary: PageDictionary | null,
): PageValues {
  checkPage(header);
  const { definitionLevels, repetitionLevels, dataPage } = header.data_page_header
    ? readDataPage(unpackPage(bytes, header, decoder), header.data_page_header, decoder)
    : readDataPageV2(bytes, header, decoder);
  const encoding = (header.data_page_header ?? header.data_page_header_v2)?.encoding;
  const values = encoding?.endsWith("_DICTIONARY") ? lookUp(dataPage, dictionary) : dataPage;
  return { definitionLevels, repetitionLevels, values };
}

/** The first `limit` rows of a data page of a flat column, null where a value is absent; decodes no more than those. */
export function flatPage(
  bytes: Uint8Array,
  header: PageHeader,
  decoder: ColumnDecoder,
  dictionary: PageDictionary | null,
  limit: number,
): unknown[] {
  const described = header.data_page_header ?? header.data_page_header_v2;
  if (!described) throw damaged("a page has no header");
  const rows = Math.min(limit, described.num_values);
  const { encoding } = described;
  const partly = canStopEarly(decoder) && !wholePageEncodings.some((whole) => whole === encoding);
  for (let unpacked = partly ? bytesOfRows(header, described.num_values, rows) : Infinity; ; unpacked *= 8) {
    try {
      return rowsOf(pageSections(bytes, header, decoder, unpacked), { rows, encoding, decoder, dictionary });
    } catch (error) {
      // Reading past what was unpacked is a RangeError; with all of the page there it means that the page is broken.
      if (!(error instanceof RangeError) || unpacked >= header.uncompressed_page_size) throw error;
    }
  }
}

/** The first rows of a data page of a flat column whose end is not there; null when they are not in what is there. */
export function flatPageHead(
  bytes: Uint8Array,
  header: PageHeader,
  decoder: ColumnDecoder,
  dictionary: PageDictionary | null,
  rows: number,
): unknown[] | null {
  const encoding = (header.data_page_header ?? header.data_page_header_v2)?.encoding;
  if (!encoding || !canBeCut(decoder) || wholePageEncodings.some((whole) => whole === encoding)) return null;
  try {
    const sections = pageSections(bytes.slice(), header, decoder, "cut");
    return rowsOf(sections, { rows, encoding, decoder, dictionary });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function rowsOf(
  { levels, values }: PageSections,
  {
    rows,
    encoding,
    decoder,
    dictionary,
  }: { rows: number; encoding: string; decoder: ColumnDecoder; dictionary: PageDictionary | null },
): unknown[] {
  const present = new Uint8Array(rows).fill(1);
  if (levels) readHybrid(levels, 1, present);
  const count = present.reduce((sum, level) => sum + level, 0);
  const decoded = decodeValues(values, encoding, decoder, dictionary, count);
  if (decoded.length < count) throw new RangeError("the page has fewer values than it says");
  let next = 0;
  return Array.from(present, (level): unknown => (level === 1 ? decoded[next++] : null));
}

/** A guess at the unpacked bytes that hold the first rows: their share of the values, doubled, behind a bit a level. */
function bytesOfRows({ uncompressed_page_size: size }: PageHeader, values: number, rows: number): number {
  return Math.ceil(values / 8 + (2 * size * rows) / Math.max(1, values)) + 1024;
}

function decodeValues(
  bytes: Uint8Array,
  encoding: string,
  decoder: ColumnDecoder,
  dictionary: PageDictionary | null,
  count: number,
): DecodedArray {
  const reader = { view: viewOf(bytes), offset: 0 };
  const { type, element } = decoder;
  if (count === 0) return [];
  if (encoding === "PLAIN") return readPlain(reader, type, count, element.type_length);
  if (encoding.endsWith("_DICTIONARY")) {
    const indexes = new Uint32Array(count);
    const width = reader.view.getUint8(0);
    if (width > 32) throw damaged("a page packs values wider than 32 bits");
    if (width > 0) readHybrid(bytes.subarray(1), width, indexes);
    return lookUp(indexes, dictionary);
  }
  if (encoding === "RLE" && type === "BOOLEAN") {
    const bits = new Uint8Array(count);
    readHybrid(bytes.subarray(4), 1, bits);
    return Array.from(bits, (bit) => bit === 1);
  }
  if (encoding === "DELTA_BINARY_PACKED") {
    const output = type === "INT32" ? new Int32Array(count) : new BigInt64Array(count);
    deltaBinaryUnpack(reader, count, output);
    return output;
  }
  return wholePage(bytes, encoding, decoder);
}

const rle = "RLE" as const;
const wholePageEncodings = ["BYTE_STREAM_SPLIT", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY"] as const;

/**
 * The encodings that keep lengths or bytes of all values apart, so that the first rows need the whole page. The values
 * stand alone here, as they do in a page of a required column.
 */
function wholePage(bytes: Uint8Array, encoding: string, decoder: ColumnDecoder): DecodedArray {
  const known = wholePageEncodings.find((candidate) => candidate === encoding);
  if (!known) throw damaged(`it has pages in an unknown encoding (${encoding})`);
  const header = {
    num_values: known === "BYTE_STREAM_SPLIT" ? bytes.byteLength / byteWidth(decoder) : deltaCount(bytes),
    encoding: known,
    definition_level_encoding: rle,
    repetition_level_encoding: rle,
  };
  return readDataPage(bytes, header, { ...decoder, schemaPath: [] }).dataPage;
}

/** A delta encoding starts with the block size, the number of miniblocks and the number of values. */
function deltaCount(bytes: Uint8Array): number {
  const miniblocks = varint(bytes, varint(bytes, 0).next);
  const { value } = varint(bytes, miniblocks.next);
  if (value > bytes.byteLength * 1024) throw damaged("a page claims an absurd number of values");
  return value;
}

function byteWidth({ type, element }: ColumnDecoder): number {
  if (type === "FIXED_LEN_BYTE_ARRAY") return element.type_length ?? 1;
  return type === "INT32" || type === "FLOAT" ? 4 : 8;
}

function lookUp(indexes: DecodedArray, dictionary: PageDictionary | null): DecodedArray {
  if (!dictionary) throw damaged("a dictionary is missing");
  return Array.from({ length: indexes.length }, (_, at): unknown => dictionary.get(Number(indexes[at])));
}
