import type { ColumnDecoder, DecodedArray, PageHeader } from "hyparquet/src/types.js";
import { decompressPage, readDataPage, readDataPageV2 } from "hyparquet/src/datapage.js";
import { deltaBinaryUnpack } from "hyparquet/src/delta.js";
import { readRleBitPackedHybrid } from "hyparquet/src/encoding.js";
import { readPlain } from "hyparquet/src/plain.js";
import { damaged } from "./footer.ts";

/** A page that claims more than this is refused rather than unpacked: pages are a few megabytes, and a bomb is not. */
const MAX_PAGE = 512 * 1024 * 1024;
const MAX_VALUES = 50_000_000;

/** Raw values of a page with what is needed to nest them. `values` leaves out nulls unless the column is flat. */
export interface PageValues {
  definitionLevels: number[] | undefined;
  repetitionLevels: number[];
  values: DecodedArray;
}

/** The values of a dictionary page. */
export function dictionaryValues(bytes: Uint8Array, header: PageHeader, decoder: ColumnDecoder): DecodedArray {
  const count = header.dictionary_page_header?.num_values ?? 0;
  checkPage(header, count);
  const page = decompressPage(bytes, header.uncompressed_page_size, decoder.codec, decoder.compressors);
  const reader = { view: viewOf(page), offset: 0 };
  return readPlain(reader, decoder.type, count, decoder.element.type_length);
}

/** All values of a data page of a nested column, dictionary looked up. */
export function nestedPage(
  bytes: Uint8Array,
  header: PageHeader,
  decoder: ColumnDecoder,
  dictionary: DecodedArray | null,
): PageValues {
  const described = header.data_page_header ?? header.data_page_header_v2;
  checkPage(header, described?.num_values ?? 0);
  const { definitionLevels, repetitionLevels, dataPage } = header.data_page_header
    ? readDataPage(unpack(bytes, header, decoder), header.data_page_header, decoder)
    : readDataPageV2(bytes, header, decoder);
  const values = described?.encoding.endsWith("_DICTIONARY") ? lookUp(dataPage, dictionary) : dataPage;
  return { definitionLevels, repetitionLevels, values };
}

/** The first `limit` rows of a data page of a flat column, null where a value is absent; decodes no more than those. */
export function flatPage(
  bytes: Uint8Array,
  header: PageHeader,
  decoder: ColumnDecoder,
  dictionary: DecodedArray | null,
  limit: number,
): unknown[] {
  const described = header.data_page_header ?? header.data_page_header_v2;
  if (!described) throw damaged("a page has no header");
  checkPage(header, described.num_values);
  const rows = Math.min(limit, described.num_values);
  const optional = decoder.element.repetition_type !== "REQUIRED";
  const { levels, values } = sections(bytes, header, decoder, optional);
  // A typed array ignores what a run writes behind its end.
  const present = new Uint8Array(rows).fill(levels ? 0 : 1);
  if (levels) readRleBitPackedHybrid({ view: viewOf(levels), offset: 0 }, 1, present, levels.byteLength);
  const count = present.reduce((sum, level) => sum + level, 0);
  const nonNull = described.num_values - (header.data_page_header_v2?.num_nulls ?? 0);
  const decoded = decodeValues(values, described.encoding, decoder, dictionary, count, nonNull);
  let next = 0;
  return Array.from(present, (level): unknown => (level === 1 ? decoded[next++] : null));
}

function decodeValues(
  bytes: Uint8Array,
  encoding: string,
  decoder: ColumnDecoder,
  dictionary: DecodedArray | null,
  count: number,
  available: number,
): DecodedArray {
  const reader = { view: viewOf(bytes), offset: 0 };
  const { type, element } = decoder;
  if (count === 0) return [];
  if (encoding === "PLAIN") return readPlain(reader, type, count, element.type_length);
  if (encoding.endsWith("_DICTIONARY")) {
    const width = reader.view.getUint8(reader.offset++);
    const indexes = new Uint32Array(count);
    if (width > 0) readRleBitPackedHybrid(reader, width, indexes, bytes.byteLength - 1);
    return lookUp(indexes, dictionary);
  }
  if (encoding === "RLE" && type === "BOOLEAN") {
    const bits = new Uint8Array(count);
    readRleBitPackedHybrid(reader, 1, bits);
    return Array.from(bits, (bit) => bit === 1);
  }
  if (encoding === "DELTA_BINARY_PACKED") {
    const output = type === "INT32" ? new Int32Array(count) : new BigInt64Array(count);
    deltaBinaryUnpack(reader, count, output);
    return output;
  }
  // The other encodings keep lengths or bytes of all values apart, so that the first rows need the whole page. The
  // values stand alone here, as they do in a page of a required column.
  const whole: ColumnDecoder = { ...decoder, schemaPath: [] };
  const dataHeader = {
    num_values: available,
    encoding: encodingOf(encoding),
    definition_level_encoding: rle,
    repetition_level_encoding: rle,
  };
  return readDataPage(bytes, dataHeader, whole).dataPage;
}

const rle = "RLE" as const;
const wholePageEncodings = ["BYTE_STREAM_SPLIT", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY"] as const;

function encodingOf(encoding: string): (typeof wholePageEncodings)[number] {
  const known = wholePageEncodings.find((candidate) => candidate === encoding);
  if (!known) throw damaged(`it has pages in an unknown encoding (${encoding})`);
  return known;
}

/** Definition levels and values of a page: in version 2 the levels are outside of what is compressed. */
function sections(bytes: Uint8Array, header: PageHeader, decoder: ColumnDecoder, optional: boolean) {
  const second = header.data_page_header_v2;
  if (second) {
    const from = second.repetition_levels_byte_length;
    const to = from + second.definition_levels_byte_length;
    const packed = bytes.subarray(to);
    const size = header.uncompressed_page_size - to;
    const values =
      second.is_compressed === false || size === 0
        ? packed
        : decompressPage(packed, size, decoder.codec, decoder.compressors);
    return { levels: optional ? bytes.subarray(from, to) : null, values };
  }
  const page = unpack(bytes, header, decoder);
  if (!optional) return { levels: null, values: page };
  const length = viewOf(page).getUint32(0, true);
  return { levels: page.subarray(4, 4 + length), values: page.subarray(4 + length) };
}

function unpack(bytes: Uint8Array, header: PageHeader, decoder: ColumnDecoder): Uint8Array {
  return decompressPage(bytes, header.uncompressed_page_size, decoder.codec, decoder.compressors);
}

function lookUp(indexes: DecodedArray, dictionary: DecodedArray | null): DecodedArray {
  if (!dictionary) throw damaged("a dictionary is missing");
  return Array.from({ length: indexes.length }, (_, at): unknown => {
    const index = Number(indexes[at]);
    if (index >= dictionary.length) throw damaged("a value points outside of its dictionary");
    return dictionary[index];
  });
}

function checkPage(header: PageHeader, values: number): void {
  if (header.uncompressed_page_size > MAX_PAGE || header.uncompressed_page_size < 0)
    throw damaged("a page claims an absurd size");
  if (values > MAX_VALUES || values < 0) throw damaged("a page claims an absurd number of values");
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
