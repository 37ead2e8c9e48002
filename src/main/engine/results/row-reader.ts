import { read } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import type { Cell } from "../../../shared/domain/columns.ts";
import { DamagedResult } from "./damaged-result.ts";
import { linesPath, marksPath, type ResultFacts } from "./result-folder.ts";

/** Bytes of lines that one block takes in at once; longer blocks are read and shortened row by row. */
const maxBlockBytes = 16_000_000;
/** Reads of single rows under way at a time. */
const readsAtATime = 64;

const lineBreak = 10;

/** Reads rows of one result set by number, each in the same time wherever it is. */
export class RowReader {
  readonly #lines: FileHandle;
  readonly #marks: Float64Array;
  readonly #stride: number;
  readonly #rows: number;

  private constructor(lines: FileHandle, marks: Float64Array, { stride, rows }: ResultFacts) {
    this.#lines = lines;
    this.#marks = marks;
    this.#stride = stride;
    this.#rows = rows;
  }

  static async open(folder: string, facts: ResultFacts): Promise<RowReader> {
    const marks = await readDoubles(marksPath(folder));
    if (marks.length !== Math.ceil(facts.rows / facts.stride) + 1) throw new DamagedResult();
    return new RowReader(await open(linesPath(folder), "r"), marks, facts);
  }

  async close(): Promise<void> {
    await this.#lines.close();
  }

  /** Rows [start, end), clipped to those there are. */
  async range(start: number, end: number): Promise<Cell[][]> {
    const last = Math.min(end, this.#rows);
    if (start >= last) return [];
    const first = Math.floor(start / this.#stride);
    const after = Math.ceil(last / this.#stride);
    const from = this.#mark(first);
    const to = this.#mark(after);
    if (to - from > maxBlockBytes) {
      return this.#each(Array.from({ length: last - start }, (_, index) => start + index));
    }
    const bytes = await this.#read(from, to);
    const skipped = start - first * this.#stride;
    const found = linesOf(bytes, skipped, last - start);
    return parseLines(bytes.subarray(found.start, found.end));
  }

  /** The rows of these numbers, in their order. */
  async numbered(numbers: readonly number[]): Promise<Cell[][]> {
    return this.#each(numbers);
  }

  async #each(numbers: readonly number[]): Promise<Cell[][]> {
    const maxRowBytes = maxBlockBytes / Math.max(1, numbers.length);
    const rows: Cell[][] = [];
    for (let start = 0; start < numbers.length; start += readsAtATime) {
      const some = numbers.slice(start, start + readsAtATime);
      rows.push(...(await Promise.all(some.map((number) => this.#row(number, maxRowBytes)))));
    }
    return rows;
  }

  async #row(number: number, maxBytes: number): Promise<Cell[]> {
    if (number >= this.#rows) throw new DamagedResult();
    const mark = Math.floor(number / this.#stride);
    const bytes = await this.#read(this.#mark(mark), this.#mark(mark + 1));
    const { start, end } = linesOf(bytes, number - mark * this.#stride, 1);
    const [row] = parseLines(bytes.subarray(start, end));
    if (row === undefined) throw new DamagedResult();
    return end - start > maxBytes ? shortened(row, maxBytes) : row;
  }

  /** By callbacks of the plain descriptor, which take half of the time that promises of the handle do. */
  #read(from: number, to: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(to - from);
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
    const readOn = (done: number) => {
      if (done === buffer.length) return resolve(buffer);
      read(this.#lines.fd, buffer, done, buffer.length - done, from + done, (error, bytesRead) => {
        if (error || bytesRead === 0) reject(error ?? new DamagedResult());
        else readOn(done + bytesRead);
      });
    };
    readOn(0);
    return promise;
  }

  #mark(index: number): number {
    const found = this.#marks[index];
    if (found === undefined) throw new DamagedResult();
    return found;
  }
}

async function readDoubles(path: string): Promise<Float64Array> {
  const file = await open(path, "r");
  try {
    const bytes = await file.readFile();
    return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / Float64Array.BYTES_PER_ELEMENT);
  } finally {
    await file.close();
  }
}

/** Where `count` lines are, after the first `skipped`; the last line break is left out. */
function linesOf(bytes: Buffer, skipped: number, count: number): { start: number; end: number } {
  let start = 0;
  for (let line = 0; line < skipped; line += 1) start = bytes.indexOf(lineBreak, start) + 1;
  let end = start - 1;
  for (let line = 0; line < count; line += 1) {
    end = bytes.indexOf(lineBreak, end + 1);
    if (end < 0) throw new DamagedResult();
  }
  return { start, end };
}

function parseLines(bytes: Buffer): Cell[][] {
  const text = bytes.toString("utf8");
  const rows: Cell[][] = JSON.parse(`[${text.replaceAll("\n", ",")}]`);
  return rows;
}

function shortened(row: Cell[], maxBytes: number): Cell[] {
  const maxLength = Math.max(20, Math.floor(maxBytes / row.length));
  return row.map((cell) => (cell !== null && cell.length > maxLength ? `${cell.slice(0, maxLength)}…` : cell));
}
