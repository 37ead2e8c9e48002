import { describe, expect, it } from "vitest";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import { TablePages } from "./table-pages.ts";

const table = (name: string): TableEntry => ({
  zoneId: "raw",
  name,
  location: `${name}/`,
  format: "parquet",
  columns: [],
  partitionKeys: [],
  description: "",
  readOptions: {},
  kind: "table",
  catalogName: null,
  viewText: null,
  revision: 1,
  updatedAt: null,
});

function pagesOf(names: readonly string[], size: number) {
  const asked: (string | null)[] = [];
  const pages = new TablePages(size, async (after, limit) => {
    asked.push(after);
    const rest = names.filter((name) => after === null || name > after);
    const shown = rest.slice(0, limit);
    return { tables: shown.map(table), next: rest.length > limit ? (shown.at(-1) ?? null) : null };
  });
  return { pages, asked };
}

describe("TablePages", () => {
  it("gives pages in any order, each behind the one before", async () => {
    const { pages } = pagesOf(["a", "b", "c", "d", "e"], 2);
    const third = await pages.page(2);
    expect(third.tables.map(({ name }) => name)).toEqual(["e"]);
    expect(third.total).toBe(5);
    const first = await pages.page(0);
    expect(first.tables.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(first.total).toBeNull();
  });

  it("does not go through the pages before again", async () => {
    const { pages, asked } = pagesOf(["a", "b", "c", "d", "e"], 2);
    await pages.page(2);
    asked.length = 0;
    await pages.page(1);
    expect(asked).toEqual(["b"]);
  });

  it("ends where the catalog ends", async () => {
    const { pages } = pagesOf(["a", "b"], 2);
    expect((await pages.page(0)).total).toBe(2);
    expect(await pages.page(3)).toEqual({ tables: [], total: null });
  });
});
