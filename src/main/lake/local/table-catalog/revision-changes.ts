import type { TableVersion } from "../../../../shared/domain/managed-catalog.ts";
import type { TableEntry } from "../../../../shared/domain/table-entry.ts";

type Changes = NonNullable<TableVersion["changes"]>;
type Texts = ReadonlyMap<string, string>;

/** What is other in a revision of a table than in the one before it; null is "not in the catalog". */
export function changesBetween(older: TableEntry | null, newer: TableEntry | null): Changes {
  const presence = (table: TableEntry | null): Texts => new Map(table ? [["", "registered"]] : []);
  return [
    ...differences("table", presence(older), presence(newer)),
    ...differences("", plainTexts(older), plainTexts(newer)),
    ...differences("column ", columnTexts(older), columnTexts(newer)),
    ...differences("read option ", texts(older?.readOptions), texts(newer?.readOptions)),
  ];
}

function differences(kind: string, before: Texts, after: Texts): Changes {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const change = { what: kind + name, before: before.get(name) ?? null, after: after.get(name) ?? null };
    return change.before === change.after ? [] : [change];
  });
}

function plainTexts(table: TableEntry | null): Texts {
  if (!table) return new Map();
  const { name, description, location, format, partitionKeys, viewText } = table;
  return texts({
    name,
    description,
    location,
    format,
    statement: viewText ?? "",
    "partition keys": partitionKeys.join(", "),
  });
}

function columnTexts(table: TableEntry | null): Texts {
  return new Map(
    table?.columns.map(({ name, type, description }) => [name, description === "" ? type : `${type}: ${description}`]),
  );
}

function texts(record: Record<string, string> | undefined): Texts {
  return new Map(Object.entries(record ?? {}).filter(([, text]) => text !== ""));
}
