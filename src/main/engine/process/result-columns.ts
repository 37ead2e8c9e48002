import { DuckDBTypeId, type DuckDBType } from "@duckdb/node-api";
import { kindOfType, type Column } from "../../../shared/domain/columns.ts";
import { textOf, type SourceColumn } from "../writers/source-columns.ts";

/** An ENUM's name lists all its values. */
const maxTypeName = 200;

/** A column as people see it. */
export function shownColumn({ name, type }: Pick<SourceColumn, "name" | "type">): Column {
  const typeName = type.alias ?? type.toString();
  const kind = kindOfType(typeName);
  return { name, type: typeName.length > maxTypeName ? `${typeName.slice(0, maxTypeName)}…` : typeName, kind };
}

/** SQL for a value's exact text as a VARCHAR, NULL for NULL: what a `Cell` is. */
export function cellText(column: SourceColumn): string {
  return column.type.alias === undefined && column.type.typeId === DuckDBTypeId.VARCHAR
    ? column.ref
    : `CAST(${textOf(column)} AS VARCHAR)`;
}

/** Whether a table can have a column of the type as it is: DuckDB refuses structs whose fields have no names. */
export function isStorable(type: DuckDBType): boolean {
  return !/(?:\(|, )"" /.test(type.toString());
}
