import type { PageHeader } from "hyparquet";
import { readPlain } from "hyparquet/src/plain.js";
import { damaged } from "./footer.ts";
import { type ColumnDecoder, unpackPage, viewOf } from "./page-bytes.ts";

/** The values of a dictionary page, made when they are looked up: the first rows use few of them. */
export class PageDictionary {
  readonly #length: number;
  readonly #value: (index: number) => unknown;

  constructor(bytes: Uint8Array, header: PageHeader, decoder: ColumnDecoder) {
    this.#length = header.dictionary_page_header?.num_values ?? 0;
    const page = unpackPage(bytes, header, decoder);
    this.#value = lookup(page, this.#length, decoder);
  }

  get(index: number): unknown {
    if (index >= this.#length) throw damaged("a value points outside of its dictionary");
    return this.#value(index);
  }
}

function lookup(page: Uint8Array, count: number, { type, element }: ColumnDecoder): (index: number) => unknown {
  if (type === "BYTE_ARRAY") {
    const ends = byteArrayEnds(page, count);
    return (index) => page.subarray((index === 0 ? 0 : (ends[index - 1] ?? 0)) + 4, ends[index]);
  }
  if (type === "FIXED_LEN_BYTE_ARRAY") {
    const width = element.type_length ?? 0;
    return (index) => page.subarray(index * width, (index + 1) * width);
  }
  const values = readPlain({ view: viewOf(page), offset: 0 }, type, count, element.type_length);
  return (index) => values[index];
}

/** Where each value ends; each starts with its length in four bytes. */
function byteArrayEnds(page: Uint8Array, count: number): Uint32Array {
  if (count * 4 > page.byteLength) throw damaged("a dictionary claims more values than it holds");
  const view = viewOf(page);
  const ends = new Uint32Array(count);
  for (let index = 0, at = 0; index < count; index += 1) {
    at += 4 + view.getUint32(at, true);
    ends[index] = at;
  }
  return ends;
}
