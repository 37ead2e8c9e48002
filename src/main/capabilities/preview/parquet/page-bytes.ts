import type { PageHeader } from "hyparquet";
import { decompressPage, type readDataPage } from "hyparquet/src/datapage.js";
import { damaged } from "./footer.ts";
import { unsnapCut, unsnapPrefix } from "./snappy-prefix.ts";

/** What the decoders of hyparquet need to know of a column. */
export type ColumnDecoder = Parameters<typeof readDataPage>[2];

/** A page that claims more than this is refused rather than unpacked: pages are a few megabytes, and a bomb is not. */
const MAX_PAGE = 512 * 1024 * 1024;
const MAX_VALUES = 50_000_000;

/** A data page taken apart: in version 2 the levels stand outside of what is compressed. */
export interface PageSections {
  /** Definition levels of an optional column. */
  levels: Uint8Array | null;
  values: Uint8Array;
}

/** The uncompressed bytes of a page, or no more than the first `limit` where the codec can stop early. */
export function unpackPage(
  bytes: Uint8Array,
  header: PageHeader,
  decoder: ColumnDecoder,
  limit = Infinity,
): Uint8Array {
  checkPage(header);
  return unpack(bytes, header.uncompressed_page_size, decoder, limit);
}

/**
 * Levels and values of a page of a flat column. With a `limit` the values may be cut; "cut" is for a page whose end is not
 * there, whose bytes have to be a buffer of their own so that no decoder reads on behind them.
 */
export function pageSections(
  bytes: Uint8Array,
  header: PageHeader,
  decoder: ColumnDecoder,
  limit: number | "cut",
): PageSections {
  checkPage(header);
  const optional = decoder.element.repetition_type !== "REQUIRED";
  const second = header.data_page_header_v2;
  if (second) {
    const from = second.repetition_levels_byte_length;
    const to = from + second.definition_levels_byte_length;
    const packed = bytes.subarray(to);
    const size = header.uncompressed_page_size - to;
    const values = second.is_compressed === false || size === 0 ? packed : unpack(packed, size, decoder, limit);
    return { levels: optional ? bytes.subarray(from, to) : null, values };
  }
  const page = unpack(bytes, header.uncompressed_page_size, decoder, limit);
  if (!optional) return { levels: null, values: page };
  const length = viewOf(page).getUint32(0, true);
  return { levels: page.subarray(4, 4 + length), values: page.subarray(4 + length) };
}

export function canStopEarly({ codec }: ColumnDecoder): boolean {
  return codec === "SNAPPY";
}

export function canBeCut({ codec }: ColumnDecoder): boolean {
  return codec === "SNAPPY" || codec === "UNCOMPRESSED";
}

/** DAMAGED when a page claims what no writer writes. */
export function checkPage(header: PageHeader): void {
  const values =
    (header.data_page_header ?? header.data_page_header_v2 ?? header.dictionary_page_header)?.num_values ?? 0;
  if (header.uncompressed_page_size > MAX_PAGE || header.uncompressed_page_size < 0) {
    throw damaged("a page claims an absurd size");
  }
  if (values > MAX_VALUES || values < 0) throw damaged("a page claims an absurd number of values");
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function unpack(packed: Uint8Array, size: number, decoder: ColumnDecoder, limit: number | "cut"): Uint8Array {
  if (limit === "cut") return decoder.codec === "UNCOMPRESSED" ? packed : unsnapCut(packed, size);
  if (limit < size && canStopEarly(decoder)) return unsnapPrefix(packed, limit);
  return decompressPage(packed, size, decoder.codec, decoder.compressors);
}
