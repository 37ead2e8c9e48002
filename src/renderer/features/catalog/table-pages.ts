import type { TableEntry } from "../../../shared/domain/table-entry.ts";

interface Page {
  tables: TableEntry[];
  next: string | null;
}

/** Reads a page of at most `limit` tables behind the table `after`. */
type ReadPage = (after: string | null, limit: number) => Promise<Page>;

/** Pages of the catalog by number, for a grid. The catalog itself goes from one page to the next only. */
export class TablePages {
  readonly #size: number;
  readonly #read: ReadPage;
  /** Behind which table each page begins, as far as that is known. */
  readonly #starts: (string | null)[] = [null];
  #isWhole = false;

  constructor(size: number, read: ReadPage) {
    this.#size = size;
    this.#read = read;
  }

  /** A page, and how many tables there are in all once that is known; no tables behind the last page. */
  async page(index: number): Promise<{ tables: TableEntry[]; total: number | null }> {
    while (this.#starts.length <= index && !this.#isWhole) await this.#readPage(this.#starts.length - 1);
    return index < this.#starts.length ? this.#readPage(index) : { tables: [], total: null };
  }

  async #readPage(index: number): Promise<{ tables: TableEntry[]; total: number | null }> {
    const { tables, next } = await this.#read(this.#starts[index] ?? null, this.#size);
    if (next === null) this.#isWhole = true;
    else this.#starts[index + 1] ??= next;
    return { tables, total: next === null ? index * this.#size + tables.length : null };
  }
}
