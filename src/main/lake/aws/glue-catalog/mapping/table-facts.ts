import type { Table } from "@aws-sdk/client-glue";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import type { TableEntry } from "../../../../../shared/domain/table-entry.ts";
import { columnFromGlue } from "./glue-column.ts";
import { LONGEST_DESCRIPTION, keptText } from "./long-text.ts";
import { isView, viewTextOf } from "./presto-view.ts";
import { readOptionsOf } from "./read-options.ts";
import { formatOfTable } from "./table-format.ts";

/** A table of Glue in Lakeshore's words, before it is known in which zone it lies. */
export type TableFacts = Omit<TableEntry, "zoneId" | "name" | "location" | "catalogName"> & {
  database: string;
  table: string;
  /** `s3://bucket/key`, or "" where there is none. */
  address: string;
};

export function factsOfTable(table: Table): TableFacts {
  const format = formatOfTable(table);
  const view = isView(table);
  const partitions = table.PartitionKeys ?? [];
  const { StorageDescriptor: storage } = table;
  return {
    database: table.DatabaseName ?? "",
    table: table.Name ?? "",
    kind: view ? "view" : "table",
    address: view ? "" : (storage?.Location ?? "").replace(/^s3[an]:\/\//, "s3://"),
    format: view ? "unknown" : format,
    columns: [...(storage?.Columns ?? []), ...partitions].map(columnFromGlue),
    partitionKeys: partitions.map(({ Name = "" }) => Name),
    description: keptText(table.Description, LONGEST_DESCRIPTION, table.Parameters),
    readOptions: view ? {} : readOptionsOf(table, format === "delimited"),
    viewText: view ? viewTextOf(table) : null,
    revision: revisionOf(table),
    updatedAt: (table.UpdateTime ?? table.CreateTime)?.toISOString() ?? null,
  };
}

/** Glue counts versions of a table up; federated catalogs do not, and there the time of the last change stands in. */
function revisionOf({ VersionId, UpdateTime, CreateTime }: Table): number {
  if (VersionId !== undefined && /^\d{1,15}$/.test(VersionId)) return Number(VersionId);
  return (UpdateTime ?? CreateTime)?.getTime() ?? 0;
}

/** What a call that must name a table gave. */
export function requireTable(table: Table | undefined, called: string): Table {
  if (table) return table;
  throw new AppError("DAMAGED", `Glue answered without the table ${called}.`, { retryable: true });
}
