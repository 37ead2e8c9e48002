import type { Table } from "@aws-sdk/client-glue";
import type { TableVersion } from "../../../../../shared/domain/managed-catalog.ts";
import { factsOfTable } from "../mapping/table-facts.ts";

type Changes = NonNullable<TableVersion["changes"]>;

/** What is other in a version of a table than in the one before it. */
export function changesBetween(older: Table, newer: Table): Changes {
  return [
    ...differences("", plainTexts(older), plainTexts(newer)),
    ...differences("column ", columnTexts(older), columnTexts(newer)),
    ...differences("parameter ", texts(older.Parameters), texts(newer.Parameters)),
  ];
}

type Texts = ReadonlyMap<string, string>;

function differences(kind: string, before: Texts, after: Texts): Changes {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const change = { what: kind + name, before: before.get(name) ?? null, after: after.get(name) ?? null };
    return change.before === change.after ? [] : [change];
  });
}

function plainTexts(table: Table): Texts {
  const { description, address, format, kind, viewText, partitionKeys } = factsOfTable(table);
  const { SerdeInfo } = table.StorageDescriptor ?? {};
  return texts({
    description,
    location: address,
    format: kind === "view" ? "view" : format,
    statement: viewText ?? "",
    owner: table.Owner ?? "",
    "partition keys": partitionKeys.join(", "),
    reader: SerdeInfo?.SerializationLibrary ?? "",
    "reader options": SerdeInfo?.Parameters ? JSON.stringify(SerdeInfo.Parameters) : "",
  });
}

function columnTexts(table: Table): Texts {
  const { columns } = factsOfTable(table);
  return new Map(
    columns.map(({ name, type, description }) => [name, description === "" ? type : `${type}: ${description}`]),
  );
}

function texts(record: Record<string, string> | undefined): Texts {
  return new Map(Object.entries(record ?? {}).filter(([, text]) => text !== ""));
}
