import {
  changed,
  fieldOf,
  I32,
  I64,
  int,
  numberOf,
  readStruct,
  structOf,
  structs,
  structsOf,
  text,
  textOf,
  type ThriftStruct,
  type ThriftValue,
  writeStruct,
} from "./thrift-compact.ts";

/** Field numbers of parquet.thrift (github.com/apache/parquet-format). */
const METADATA = { schema: 2, rows: 3, groups: 4, pairs: 5, orders: 7, encryption: 8 };
const ELEMENT = { name: 4, children: 5 };
const GROUP = { columns: 1, bytes: 2, rows: 3, sorting: 4, offset: 5, compressed: 6 };
const CHUNK = { path: 1, offset: 2, meta: 3, indexFrom: 4, crypto: 8, encrypted: 9 };
const META = {
  path: 3,
  values: 5,
  unpacked: 6,
  packed: 7,
  dataPage: 9,
  indexPage: 10,
  dictionary: 11,
  bloom: 14,
  bloomLength: 15,
};

/** Where a column chunk lies in its file. */
export interface ChunkPlace {
  /** Name of the column at the top of the schema. */
  column: string;
  start: number;
  end: number;
}

export interface FooterGroup {
  rows: number;
  chunks: readonly ChunkPlace[];
}

/** The metadata of a Parquet file, and other files that can be made with it. */
export class ParquetFooter {
  readonly columns: readonly string[];
  readonly groups: readonly FooterGroup[];
  readonly #metadata: ThriftStruct;
  /** Elements of the schema below its root, by column. */
  readonly #elements: ReadonlyMap<string, ThriftStruct[]>;
  readonly #leaves: readonly string[];

  private constructor(metadata: ThriftStruct) {
    this.#metadata = metadata;
    const [root, ...elements] = structsOf(metadata, METADATA.schema);
    if (!root) throw new RangeError("there is no schema");
    this.#elements = elementsByColumn(elements, numberOf(root, ELEMENT.children) ?? 0);
    this.columns = [...this.#elements.keys()];
    this.#leaves = this.columns.flatMap((column) =>
      (this.#elements.get(column) ?? [])
        .filter((element) => (numberOf(element, ELEMENT.children) ?? 0) === 0)
        .map(() => column),
    );
    this.groups = structsOf(metadata, METADATA.groups).map((group) => ({
      rows: numberOf(group, GROUP.rows) ?? 0,
      chunks: structsOf(group, GROUP.columns).map((chunk, index) => placeOf(chunk, this.#leaves[index])),
    }));
  }

  /** Null for metadata that this program does not understand in every respect that matters. */
  static parse(bytes: Uint8Array): ParquetFooter | null {
    try {
      const metadata = readStruct(bytes);
      if (fieldOf(metadata, METADATA.encryption)) return null;
      const pairs = structsOf(metadata, METADATA.pairs);
      // GeoParquet names columns in its metadata, so they have to stay.
      if (pairs.some((pair) => textOf(pair, 1) === "geo")) return null;
      return new ParquetFooter(metadata);
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
  }

  /**
   * A small file with the same schema and statistics under other names, whose pages are said to lie far behind its end: to
   * plan with. To read a row of it is an error.
   */
  standIn(nameOf: (column: string) => string): Buffer {
    const elements = this.columns.flatMap((column) => renamed(this.#elements.get(column) ?? [], nameOf(column)));
    const groups = structsOf(this.#metadata, METADATA.groups).map((group) => {
      const chunks = structsOf(group, GROUP.columns).map((chunk, index) =>
        moved(chunk, FAR, nameOf(this.#leaves[index] ?? "")),
      );
      return changed(
        group,
        new Map([
          [GROUP.columns, structs(chunks)],
          [GROUP.offset, null],
          [GROUP.sorting, null],
        ]),
      );
    });
    return file(
      changed(
        this.#metadata,
        new Map<number, ThriftValue | null>([
          [METADATA.schema, structs([this.#root(this.columns.length), ...elements])],
          [METADATA.groups, structs(groups)],
          [METADATA.pairs, null],
        ]),
      ),
    );
  }

  /** A file of some columns and row groups: which bytes it takes from this one, and what stands behind them. */
  part(columns: ReadonlySet<string>, groupNumbers: ReadonlySet<number>): FilePart {
    const kept = this.columns.filter((column) => columns.has(column));
    const pieces: FilePart["pieces"] = [];
    let at = MAGIC.byteLength;
    const groups = structsOf(this.#metadata, METADATA.groups).flatMap((group, number) => {
      if (!groupNumbers.has(number)) return [];
      const from = at;
      const chunks = structsOf(group, GROUP.columns).flatMap((chunk, index) => {
        const place = this.groups[number]?.chunks[index];
        if (!place || !columns.has(place.column)) return [];
        pieces.push({ start: place.start, end: place.end, at });
        const copy = moved(chunk, at - place.start, null);
        at += place.end - place.start;
        return [copy];
      });
      const changes = new Map<number, ThriftValue | null>([
        [GROUP.columns, structs(chunks)],
        [GROUP.bytes, int(I64, sumOf(chunks, META.unpacked))],
        [GROUP.compressed, int(I64, at - from)],
        [GROUP.offset, int(I64, from)],
        [GROUP.sorting, null],
      ]);
      return [changed(group, changes)];
    });
    const rows = this.groups.reduce((sum, group, number) => sum + (groupNumbers.has(number) ? group.rows : 0), 0);
    const orders = fieldOf(this.#metadata, METADATA.orders);
    const metadata = changed(
      this.#metadata,
      new Map<number, ThriftValue | null>([
        [
          METADATA.schema,
          structs([this.#root(kept.length), ...kept.flatMap((column) => this.#elements.get(column) ?? [])]),
        ],
        [METADATA.rows, int(I64, rows)],
        [METADATA.groups, structs(groups)],
        // Writers keep whole schemas there, which are not this file's.
        [METADATA.pairs, null],
        [
          METADATA.orders,
          orders?.kind === "list"
            ? { ...orders, items: orders.items.filter((_, index) => columns.has(this.#leaves[index] ?? "")) }
            : null,
        ],
      ]),
    );
    return { pieces, tail: trailer(metadata), size: at + trailer(metadata).byteLength };
  }

  #root(children: number): ThriftStruct {
    const [root] = structsOf(this.#metadata, METADATA.schema);
    if (!root) throw new RangeError("there is no schema");
    return changed(root, new Map([[ELEMENT.children, int(I32, children)]]));
  }
}

export interface FilePart {
  /** Bytes [start, end) of the object that stand at `at` in the part. */
  pieces: { start: number; end: number; at: number }[];
  /** Stands behind the pieces. */
  tail: Buffer;
  size: number;
}

export const MAGIC = Buffer.from("PAR1");
/** Behind the end of any file that is made here. */
const FAR = 2 ** 50;

function file(metadata: ThriftStruct): Buffer {
  return Buffer.concat([MAGIC, trailer(metadata)]);
}

function trailer(metadata: ThriftStruct): Buffer {
  const bytes = writeStruct(metadata);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.byteLength);
  return Buffer.concat([bytes, length, MAGIC]);
}

/** The elements of each column, the column's own first. */
function elementsByColumn(elements: readonly ThriftStruct[], columns: number): Map<string, ThriftStruct[]> {
  const found = new Map<string, ThriftStruct[]>();
  let at = 0;
  for (let column = 0; column < columns; column += 1) {
    const from = at;
    for (let open = 1; open > 0; at += 1) {
      const element = elements[at];
      if (!element) throw new RangeError("the schema ends too early");
      open += (numberOf(element, ELEMENT.children) ?? 0) - 1;
    }
    const own = elements.slice(from, at);
    const name = own[0] && textOf(own[0], ELEMENT.name);
    if (name === undefined || name === null || found.has(name)) throw new RangeError("a column has no name of its own");
    found.set(name, own);
  }
  return found;
}

function placeOf(chunk: ThriftStruct, column: string | undefined): ChunkPlace {
  const meta = structOf(chunk, CHUNK.meta);
  if (!meta || column === undefined || fieldOf(chunk, CHUNK.path) || fieldOf(chunk, CHUNK.crypto)) {
    throw new RangeError("a column is not in this file");
  }
  const data = numberOf(meta, META.dataPage);
  const dictionary = numberOf(meta, META.dictionary);
  const length = numberOf(meta, META.packed);
  if (data === null || length === null) throw new RangeError("a column has no place");
  // Some writers say 0 for "there is none".
  const start = dictionary !== null && dictionary > 0 && dictionary < data ? dictionary : data;
  return { column, start, end: start + length };
}

/** A chunk at another place, without what lies outside of it: indexes of its pages, Bloom filters. */
function moved(chunk: ThriftStruct, by: number, column: string | null): ThriftStruct {
  const meta = structOf(chunk, CHUNK.meta);
  if (!meta) throw new RangeError("a column is not in this file");
  const changes = new Map<number, ThriftValue | null>([
    [META.bloom, null],
    [META.bloomLength, null],
  ]);
  for (const id of [META.dataPage, META.indexPage, META.dictionary]) {
    const offset = numberOf(meta, id);
    if (offset !== null && offset > 0) changes.set(id, int(I64, offset + by));
  }
  const path = fieldOf(meta, META.path);
  if (column !== null && path?.kind === "list") {
    changes.set(META.path, { ...path, items: [text(column), ...path.items.slice(1)] });
  }
  const outer = new Map<number, ThriftValue | null>([
    [CHUNK.meta, changed(meta, changes)],
    [CHUNK.offset, int(I64, Math.max(0, (numberOf(chunk, CHUNK.offset) ?? 0) + by))],
  ]);
  for (let id = CHUNK.indexFrom; id < CHUNK.crypto; id += 1) outer.set(id, null);
  return changed(chunk, outer);
}

function renamed([own, ...below]: readonly ThriftStruct[], name: string): ThriftStruct[] {
  return own ? [changed(own, new Map([[ELEMENT.name, text(name)]])), ...below] : [];
}

function sumOf(chunks: readonly ThriftStruct[], field: number): number {
  return chunks.reduce((sum, chunk) => sum + (numberOf(structOf(chunk, CHUNK.meta) ?? chunk, field) ?? 0), 0);
}
