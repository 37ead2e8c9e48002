import { type Column, kindOfType } from "../../../shared/domain/columns.ts";
import type { DatasetChange } from "../../../shared/domain/inventory.ts";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import type { DatasetFacts } from "./dataset-facts.ts";

/** What an update of the table would change, so that it says what the data is. */
export function changesOf(table: TableEntry, facts: DatasetFacts): DatasetChange[] {
  // What a table format or a text without a header leaves open is no change.
  if (facts.columns.length === 0) return [];
  return [
    ...formatChange(table, facts),
    ...columnChanges(table, facts),
    ...keyChanges(table, facts),
    ...optionChanges(table, facts),
  ];
}

function formatChange(table: TableEntry, facts: DatasetFacts): DatasetChange[] {
  if (table.format === facts.format || table.format === "unknown") return [];
  return [{ what: "format", name: "format", before: table.format, after: facts.format }];
}

function columnChanges(table: TableEntry, facts: DatasetFacts): DatasetChange[] {
  const before = new Map(table.columns.map((column) => [column.name.toLowerCase(), column]));
  const after = new Map(facts.columns.map((column) => [column.name.toLowerCase(), column]));
  const changes: DatasetChange[] = [];
  for (const [key, { name, type }] of after) {
    const known = before.get(key);
    if (!known) changes.push({ what: "column", name, before: null, after: type });
    else if (isRetyped(known.type, type, table, facts))
      changes.push({ what: "column", name, before: known.type, after: type });
  }
  for (const [key, { name, type }] of before) {
    if (!after.has(key)) changes.push({ what: "column", name, before: type, after: null });
  }
  return changes;
}

/**
 * Types of text are only evidence, which differs from head to head, and Glue has fewer types than Parquet: there only
 * another kind of value counts.
 */
function isRetyped(before: string, after: string, table: TableEntry, facts: DatasetFacts): boolean {
  const exact = facts.format === "parquet" && table.catalogName === null;
  return exact ? before !== after : kindOfType(before) !== kindOfType(after);
}

function keyChanges(table: TableEntry, facts: DatasetFacts): DatasetChange[] {
  const [before, after] = [table.partitionKeys.join(", "), facts.partitionKeys.join(", ")];
  // The log of a table format says which keys it has, and its description here does not.
  if (before === after || ["delta", "iceberg", "hudi"].includes(facts.format)) return [];
  return [{ what: "partition-key", name: "partition keys", before: before || null, after: after || null }];
}

function optionChanges(table: TableEntry, facts: DatasetFacts): DatasetChange[] {
  return Object.entries(facts.readOptions).flatMap(([name, after]): DatasetChange[] => {
    const before = table.readOptions[name];
    // What a catalog does not keep it does not say otherwise.
    return before === undefined || before === after ? [] : [{ what: "read-option", name, before, after }];
  });
}

/** The entry with what the data says, keeping what people wrote. */
export function updatedTable(table: TableEntry, facts: DatasetFacts): TableEntry {
  const described = new Map(table.columns.map((column) => [column.name.toLowerCase(), column]));
  const columns = facts.columns.map((column: Column) => {
    const known = described.get(column.name.toLowerCase());
    const keepsType = known !== undefined && !isRetyped(known.type, column.type, table, facts);
    return keepsType ? known : { ...column, description: known?.description ?? "" };
  });
  const isTableFormat = ["delta", "iceberg", "hudi"].includes(facts.format);
  return {
    ...table,
    format: facts.format,
    columns,
    partitionKeys: isTableFormat ? table.partitionKeys : facts.partitionKeys,
    readOptions: { ...table.readOptions, ...facts.readOptions },
  };
}
