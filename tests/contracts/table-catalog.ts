import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TableEntry } from "../../src/shared/domain/table-entry.ts";
import type { TableCatalog } from "../../src/main/lake/ports.ts";

export interface CatalogUnderTest {
  /** Two catalogs over the same store, as two apps have them. */
  first: TableCatalog;
  second: TableCatalog;
  /** Lets a catalog that lists what it last read come to know what the other one did. */
  catchUp?: (catalog: TableCatalog) => Promise<void>;
  dispose: () => Promise<void>;
}

const { signal } = new AbortController();

export function tableEntry(change: Partial<TableEntry> = {}): TableEntry {
  return {
    zoneId: "trusted",
    name: "flights",
    location: "flights/",
    format: "parquet",
    columns: [{ name: "carrier", type: "VARCHAR", kind: "text", description: "" }],
    partitionKeys: ["year"],
    description: "",
    readOptions: {},
    kind: "table",
    catalogName: null,
    viewText: null,
    revision: 0,
    updatedAt: null,
    ...change,
  };
}

/** Names are one whatever their case: a catalog may keep them in lower case. */
const folded = (list: readonly string[]) => new Set(list.map((name) => name.toLowerCase()));

async function listed(catalog: TableCatalog, zoneId: string | null = null): Promise<string[]> {
  const found = [];
  for await (const page of catalog.list({ zoneId, signal }))
    found.push(...page.map((table) => `${table.zoneId}.${table.name}`));
  return found;
}

/** What every adapter of the TableCatalog port does. */
export function tableCatalogContract(adapter: string, make: () => Promise<CatalogUnderTest>): void {
  describe(`table catalog: ${adapter}`, () => {
    let catalogs: CatalogUnderTest;
    beforeEach(async () => {
      catalogs = await make();
    });
    afterEach(() => catalogs.dispose());

    async function names(catalog: TableCatalog, zoneId: string | null = null): Promise<string[]> {
      await catalogs.catchUp?.(catalog);
      return listed(catalog, zoneId);
    }

    it("is empty at first, and says that a table is not there", async () => {
      expect(await names(catalogs.first)).toEqual([]);
      await expect(catalogs.first.get("trusted", "flights", { signal })).rejects.toMatchObject({ code: "NOT_FOUND" });
    });

    it("gives back what was registered, with a revision and a time", async () => {
      const registered = await catalogs.first.put(tableEntry({ description: "Abflüge ✈" }), null, { signal });
      expect(registered).toMatchObject({ description: "Abflüge ✈", partitionKeys: ["year"] });
      expect(registered.updatedAt).not.toBeNull();
      expect(await catalogs.second.get("trusted", "flights", { signal })).toEqual(registered);
    });

    it("refuses a second table of the same name, also in another case", async () => {
      await catalogs.first.put(tableEntry(), null, { signal });
      for (const name of ["flights", "FLIGHTS"]) {
        await expect(catalogs.second.put(tableEntry({ name }), null, { signal })).rejects.toMatchObject({
          code: "ALREADY_EXISTS",
        });
      }
      await expect(catalogs.second.put(tableEntry({ zoneId: "raw" }), null, { signal })).resolves.toBeDefined();
    });

    it("tells the second of two who changed one table at once, and keeps the first change", async () => {
      const { revision } = await catalogs.first.put(tableEntry(), null, { signal });
      await catalogs.first.put(tableEntry({ description: "first" }), revision, { signal });
      await expect(
        catalogs.second.put(tableEntry({ description: "second" }), revision, { signal }),
      ).rejects.toMatchObject({
        code: "CONFLICT",
      });
      expect((await catalogs.second.get("trusted", "flights", { signal })).description).toBe("first");
    });

    it("lets exactly one of many register a name at the same moment", async () => {
      const attempts = Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? catalogs.first : catalogs.second));
      const outcomes = await Promise.allSettled(attempts.map((catalog) => catalog.put(tableEntry(), null, { signal })));
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    });

    it("takes a table out, after which its name is free again", async () => {
      await catalogs.first.put(tableEntry(), null, { signal });
      await catalogs.second.remove("trusted", "flights", { signal });
      await expect(catalogs.first.remove("trusted", "flights", { signal })).rejects.toMatchObject({
        code: expect.stringMatching(/NOT_FOUND|CONFLICT/),
      });
      expect(await names(catalogs.first)).toEqual([]);
      await catalogs.first.put(tableEntry({ description: "again" }), null, { signal });
      expect((await catalogs.second.get("trusted", "flights", { signal })).description).toBe("again");
    });

    it("lists in the order of zone and name, one zone or all", async () => {
      for (const [zoneId, name] of [
        ["trusted", "b"],
        ["raw", "z"],
        ["trusted", "a"],
      ] as const) {
        await catalogs.first.put(tableEntry({ zoneId, name }), null, { signal });
      }
      expect(await names(catalogs.second)).toEqual(["raw.z", "trusted.a", "trusted.b"]);
      expect(await names(catalogs.second, "trusted")).toEqual(["trusted.a", "trusted.b"]);
      const behind = [];
      const after = { zoneId: "raw", name: "z" };
      for await (const page of catalogs.second.list({ zoneId: null, after, signal })) behind.push(...page);
      expect(behind.map(({ name }) => name)).toEqual(["a", "b"]);
    });

    it("keeps names of any script and length", async () => {
      const odd = ["東京", "a~b*c", "Ω".repeat(255), "é".normalize("NFD")];
      for (const name of odd) await catalogs.first.put(tableEntry({ name }), null, { signal });
      expect(folded(await names(catalogs.second))).toEqual(folded(odd.map((name) => `trusted.${name}`)));
      for (const name of odd) expect(await catalogs.second.get("trusted", name, { signal })).toBeDefined();
    });

    it("tells its listeners of a change", async () => {
      let changes = 0;
      const stop = catalogs.first.onChange(() => (changes += 1));
      await catalogs.first.put(tableEntry(), null, { signal });
      expect(changes).toBeGreaterThan(0);
      stop();
      const before = changes;
      await catalogs.first.remove("trusted", "flights", { signal });
      expect(changes).toBe(before);
    });
  });
}
