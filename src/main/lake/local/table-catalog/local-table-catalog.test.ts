import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { tableCatalogContract, tableEntry } from "../../../../../tests/contracts/table-catalog.ts";
import { temporaryStore } from "../../../../../tests/fixtures/temporary-store.ts";
import { LocalTableCatalog } from "./local-table-catalog.ts";

const { signal } = new AbortController();

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
