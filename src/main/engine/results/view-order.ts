import { open, type FileHandle } from "node:fs/promises";
import { DamagedResult } from "./damaged-result.ts";

/** Reads row numbers of a view by place. */
export class ViewOrder {
  readonly #file: FileHandle;
  readonly rows: number;

  private constructor(file: FileHandle, rows: number) {
    this.#file = file;
    this.rows = rows;
  }

  static async open(path: string): Promise<ViewOrder> {
    const file = await open(path, "r");
    return new ViewOrder(file, (await file.stat()).size / Uint32Array.BYTES_PER_ELEMENT);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  /** Numbers at the places [start, end), clipped to those there are. */
  async numbers(start: number, end: number): Promise<number[]> {
    const count = Math.min(end, this.rows) - start;
    if (count <= 0) return [];
    const numbers = new Uint32Array(count);
    const position = start * numbers.BYTES_PER_ELEMENT;
    const { bytesRead } = await this.#file.read(numbers, 0, numbers.byteLength, position);
    if (bytesRead !== numbers.byteLength) throw new DamagedResult();
    return [...numbers];
  }
}
