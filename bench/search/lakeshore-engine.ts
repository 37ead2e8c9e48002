import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IndexedTable } from "../../src/main/capabilities/catalog/search-index/index.ts";
import { SearchIndex } from "../../src/main/capabilities/catalog/search-index/search-index.ts";
import type { MeasuredEngine } from "./measure.ts";

const PAGE = 100;

/** Lakeshore's own index, as its worker runs it. */
export class LakeshoreEngine implements MeasuredEngine {
  readonly #folder = mkdtempSync(join(tmpdir(), "lakeshore-bench-search-"));
  readonly #index = new SearchIndex(join(this.#folder, "index.db"));

  build(tables: Iterable<IndexedTable>): void {
    this.#index.answer({ kind: "begin-tables" });
    let page: IndexedTable[] = [];
    for (const table of tables) {
      page.push(table);
      if (page.length < PAGE) continue;
      this.#index.answer({ kind: "add-tables", tables: page });
      page = [];
    }
    this.#index.answer({ kind: "add-tables", tables: page });
    this.#index.answer({ kind: "end-tables" });
  }

  search(text: string, limit: number): string[] {
    const reply = this.#index.answer({ kind: "search", text, limit, now: Date.now() });
    if (reply.kind !== "hits") return [];
    return reply.hits.flatMap((hit) => (hit.kind === "table" ? [hit.table] : []));
  }

  fileBytes(): number {
    return readdirSync(this.#folder).reduce((sum, name) => sum + statSync(join(this.#folder, name)).size, 0);
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
