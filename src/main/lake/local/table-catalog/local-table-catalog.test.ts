import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { tableCatalogContract, tableEntry } from "../../../../../tests/contracts/table-catalog.ts";
import { temporaryStore } from "../../../../../tests/fixtures/temporary-store.ts";
import { LocalTableCatalog } from "./local-table-catalog.ts";

const { signal } = new AbortController();

async function pagesOf(catalog: LocalTableCatalog, given = signal) {
  const pages = [];
  for await (const page of catalog.list({ zoneId: null, signal: given })) pages.push(page);
  return pages;
}

tableCatalogContract("records in the lake", async () => {
  const { store, dispose } = await temporaryStore();
  return { first: new LocalTableCatalog(store), second: new LocalTableCatalog(store), dispose };
});

describe("local table catalog", () => {
  it("goes on without an entry that is damaged, and has it again when the file is mended", async () => {
    const { root, store, dispose } = await temporaryStore();
    const catalog = new LocalTableCatalog(store);
    await catalog.put(tableEntry(), null, { signal });
    await catalog.put(tableEntry({ name: "other" }), null, { signal });
    const folder = join(root, ".lakeshore/catalog");
    const file = (await readdir(folder)).find((name) => name.includes("~flights~"));
    await writeFile(join(folder, (file ?? "").replace("000001", "000002")), "{ not json");

    const again = new LocalTableCatalog(store);
    const names = [];
    for await (const page of again.list({ zoneId: null, signal })) names.push(...page.map(({ name }) => name));
    expect(names).toEqual(["other"]);
    await dispose();
  });

  it("tells what each revision changed, in pages, also of a table that was away for a while", async () => {
    const { store, dispose } = await temporaryStore();
    const catalog = new LocalTableCatalog(store);
    const first = await catalog.put(tableEntry(), null, { signal });
    const year = { name: "year", type: "INTEGER", kind: "integer", description: "" } as const;
    await catalog.put({ ...first, columns: [year], description: "Flights" }, 1, { signal });
    await catalog.remove("trusted", "flights", { signal });
    await catalog.put(tableEntry(), null, { signal });
    const place = { zoneId: "trusted", name: "flights" };
    const page = await catalog.versions(place, { after: null, limit: 2 }, { signal });
    expect(page.versions.map(({ id, changes }) => [id, changes?.[0]])).toEqual([
      ["4", { what: "table", before: null, after: "registered" }],
      ["3", { what: "table", before: "registered", after: null }],
    ]);
    const rest = await catalog.versions(place, { after: page.next, limit: 2 }, { signal });
    expect(rest.next).toBeNull();
    expect(rest.versions[0]?.changes).toEqual([
      { what: "description", before: null, after: "Flights" },
      { what: "column carrier", before: "VARCHAR", after: null },
      { what: "column year", before: null, after: "INTEGER" },
    ]);
    expect(rest.versions[1]?.id).toBe("1");
    await dispose();
  });

  it("reads each entry once, however many ask at the same time, and tells of the news once", async () => {
    const { store, dispose } = await temporaryStore();
    const other = new LocalTableCatalog(store);
    for (const name of ["a", "b", "c"]) await other.put(tableEntry({ name }), null, { signal });
    const read = vi.spyOn(store, "read");
    const catalog = new LocalTableCatalog(store);
    let changes = 0;
    catalog.onChange(() => (changes += 1));
    const pages = await Promise.allSettled([
      pagesOf(catalog),
      pagesOf(catalog),
      catalog.get("trusted", "a", { signal }),
    ]);
    expect(pages.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled"]);
    expect(read).toHaveBeenCalledTimes(3);
    expect(changes).toBe(1);
    await dispose();
  });

  it("answers others when the one who asked first gives up", async () => {
    const { store, dispose } = await temporaryStore();
    await new LocalTableCatalog(store).put(tableEntry(), null, { signal });
    const catalog = new LocalTableCatalog(store);
    const [first, second, third] = [new AbortController(), new AbortController(), new AbortController()];
    const asked = [first, second, third].map((controller) => pagesOf(catalog, controller.signal));
    third.abort();
    first.abort();
    const [gaveUp, answered, letGo] = await Promise.allSettled(asked);
    expect(gaveUp?.status).toBe("rejected");
    expect(letGo?.status).toBe("rejected");
    expect(answered).toMatchObject({ status: "fulfilled", value: [[{ name: "flights" }]] });
    await dispose();
  });

  it("follows what another app registers", async () => {
    const { store, dispose } = await temporaryStore();
    const [mine, theirs] = [new LocalTableCatalog(store), new LocalTableCatalog(store)];
    await mine.put(tableEntry(), null, { signal });
    const controller = new AbortController();
    let changes = 0;
    mine.onChange(() => (changes += 1));
    const following = mine.follow(controller.signal);
    await vi.waitFor(
      async () => {
        await theirs.put(tableEntry({ name: `new_${changes}_${Date.now()}` }), null, { signal });
        expect(changes).toBeGreaterThan(0);
      },
      { timeout: 10_000, interval: 300 },
    );
    controller.abort();
    await following.catch(() => undefined);
    await dispose();
  });

  it("follows a catalog that another app makes", async () => {
    const { store, dispose } = await temporaryStore();
    const [mine, theirs] = [new LocalTableCatalog(store), new LocalTableCatalog(store)];
    const controller = new AbortController();
    let changes = 0;
    mine.onChange(() => (changes += 1));
    const following = mine.follow(controller.signal);
    await theirs.put(tableEntry(), null, { signal });
    await vi.waitFor(() => expect(changes).toBe(1), { timeout: 10_000 });
    await theirs.put(tableEntry({ name: "later" }), null, { signal });
    await vi.waitFor(() => expect(changes).toBe(2), { timeout: 10_000 });
    controller.abort();
    await following.catch(() => undefined);
    await dispose();
  });
});
