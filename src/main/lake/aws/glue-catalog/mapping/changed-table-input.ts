import type { Column as GlueColumn, Table, TableInput } from "@aws-sdk/client-glue";
import type { TableEntry } from "../../../../../shared/domain/table-entry.ts";
import { changedGlueColumn, newGlueColumn } from "./glue-column.ts";
import { LONGEST_DESCRIPTION, keepText } from "./long-text.ts";
import { withReadOptions } from "./read-options.ts";
import { factsOfTable } from "./table-facts.ts";

/**
 * The newest Glue table with what a person changed of its entry, and nothing else: what Lakeshore does not know (other
 * tools' parameters, SerDe, bucketing, statistics …) is written back as it was read. `address` null leaves the location.
 */
export function changedTableInput(current: Table, wanted: TableEntry, address: string | null): TableInput {
  const known = factsOfTable(current);
  let input = inputOf(current);
  if (wanted.description !== known.description) {
    const kept = keepText(wanted.description, LONGEST_DESCRIPTION, input.Parameters ?? {});
    input = { ...input, Description: kept.field, Parameters: kept.parameters };
  }
  if (!sameOptions(wanted.readOptions, known.readOptions)) {
    input = { ...input, Parameters: withReadOptions(input.Parameters ?? {}, wanted.readOptions) };
  }
  const storage = current.StorageDescriptor;
  const keys = new Set(known.partitionKeys);
  if (storage) {
    const Columns = changedColumns(
      storage.Columns ?? [],
      wanted.columns.filter(({ name }) => !keys.has(name)),
    );
    const Location = address ?? storage.Location;
    input = { ...input, StorageDescriptor: { ...storage, Columns, ...(Location === undefined ? {} : { Location }) } };
  }
  const partitions = current.PartitionKeys ?? [];
  return {
    ...input,
    ...(current.PartitionKeys
      ? {
          PartitionKeys: changedColumns(
            partitions,
            wanted.columns.filter(({ name }) => keys.has(name)),
          ),
        }
      : {}),
  };
}

function changedColumns(
  current: readonly GlueColumn[],
  wanted: readonly TableEntry["columns"][number][],
): GlueColumn[] {
  const known = new Map(current.map((column) => [column.Name, column]));
  return wanted.map((column) => {
    const before = known.get(column.name);
    return before ? changedGlueColumn(before, column) : newGlueColumn(column, false);
  });
}

/** The part of a table that is written; the rest (times, creator, version …) is Glue's own. */
export function inputOf(table: Table): TableInput {
  const { Name, Description, Owner, LastAccessTime, LastAnalyzedTime, Retention, StorageDescriptor } = table;
  const { PartitionKeys, ViewOriginalText, ViewExpandedText, TableType, Parameters, TargetTable } = table;
  return {
    Name,
    Description,
    Owner,
    LastAccessTime,
    LastAnalyzedTime,
    Retention,
    StorageDescriptor,
    PartitionKeys,
    ViewOriginalText,
    ViewExpandedText,
    TableType,
    Parameters,
    TargetTable,
  };
}

function sameOptions(a: Record<string, string>, b: Record<string, string>): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}
