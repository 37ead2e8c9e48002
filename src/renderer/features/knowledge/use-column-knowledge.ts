import { useMemo } from "react";
import type { TableKnowledge, TableSubject } from "../../../shared/domain/knowledge.ts";
import { useTableKnowledge } from "./use-knowledge.ts";

type ColumnKnown = TableKnowledge["columns"][number];

/** What is known of the columns of a table, by name. */
export function useColumnKnowledge(table: TableSubject): ReadonlyMap<string, ColumnKnown> {
  const { data } = useTableKnowledge(table);
  return useMemo(() => new Map(data?.columns.map((column) => [column.name, column])), [data]);
}
