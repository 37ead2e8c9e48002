import { quoteIdentifier } from "../editor/quote-identifier.ts";
import type { NamedTable } from "../editor/vocabulary.ts";

export interface ZoneTables {
  schema: string;
  tables: NamedTable[];
}

const byName = new Intl.Collator("en", { numeric: true });

/** Tables by their zone, in the zones' order; those whose name, zone or a column holds each of the words. */
export function tablesByZone(tables: readonly NamedTable[], zoneIds: readonly string[], search: string): ZoneTables[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = tables.filter((table) => words.every((word) => matches(table, word)));
  const schemas = [...new Set([...zoneIds, ...tables.map(({ schema }) => schema)])];
  return schemas
    .map((schema) => ({
      schema,
      tables: found.filter((table) => table.schema === schema).toSorted((a, b) => byName.compare(a.name, b.name)),
    }))
    .filter(({ tables: own }) => own.length > 0);
}

function matches({ schema, name, columns }: NamedTable, word: string): boolean {
  if (`${schema}.${name}`.toLowerCase().includes(word)) return true;
  return columns.some((column) => column.name.toLowerCase().includes(word));
}

/** A table as it is named in SQL. */
export function sqlName({ schema, name }: Pick<NamedTable, "schema" | "name">): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}

/** A first look at a dataset, by its name in SQL. */
export function firstLook(name: string): string {
  return `SELECT *\nFROM ${name}\nLIMIT 1000`;
}
