import { DuckDBDecimalType, type DuckDBConnection } from "@duckdb/node-api";
import type { RowFilter } from "../../../shared/contract/query.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import { kindOfType } from "../../../shared/domain/columns.ts";
import type { SourceColumn } from "../writers/source-columns.ts";
import { literal } from "../writers/sql-text.ts";
import { exactComparison } from "./exact-comparison.ts";
import { cellText, shownColumn } from "./result-columns.ts";

/** SQL comparison operators. NULL is no value, so it is unlike any that is asked for. */
const operators = {
  equals: "=",
  "not-equals": "IS DISTINCT FROM",
  less: "<",
  "less-or-equal": "<=",
  greater: ">",
  "greater-or-equal": ">=",
} as const;

/**
 * The condition of a filter. Numbers are compared as numbers with every digit, moments as moments, everything else by
 * its text; `contains` and `starts-with` look at the shown text and at no case. INVALID_INPUT when the value is not one
 * of the column's kind.
 */
export async function filterSql(
  connection: DuckDBConnection,
  column: SourceColumn,
  { op, value }: RowFilter,
): Promise<string> {
  switch (op) {
    case "is-null":
      return `${column.ref} IS NULL`;
    case "is-not-null":
      return `${column.ref} IS NOT NULL`;
    case "contains":
      return `contains(lower(${cellText(column)}), lower(${literal(value)}))`;
    case "starts-with":
      return `starts_with(lower(${cellText(column)}), lower(${literal(value)}))`;
    default:
      return comparison(connection, column, op, value);
  }
}

async function comparison(
  connection: DuckDBConnection,
  column: SourceColumn,
  op: keyof typeof operators,
  value: string,
): Promise<string> {
  const { kind } = shownColumn(column);
  const type = column.type.toString();
  switch (kind) {
    case "integer":
    case "decimal": {
      const scale = column.type instanceof DuckDBDecimalType ? column.type.scale : 0;
      const condition = exactComparison({ ref: column.ref, type, scale }, op, value.trim());
      if (condition === null) throw notOfKind(column, value, "a number");
      return condition;
    }
    case "boolean":
    case "float":
    case "date":
    case "time":
    case "timestamp":
    case "interval":
    case "uuid":
      await requireCast(connection, column, value, type);
      return `${column.ref} ${operators[op]} CAST(${literal(value.trim())} AS ${type})`;
    case "text":
    case "binary":
    case "nested":
    case "other":
      return `${cellText(column)} ${operators[op]} ${literal(value)}`;
  }
}

async function requireCast(
  connection: DuckDBConnection,
  column: SourceColumn,
  value: string,
  type: string,
): Promise<void> {
  const read = await connection.runAndReadAll(`SELECT TRY_CAST(${literal(value.trim())} AS ${type}) IS NOT NULL`);
  if (read.getRows()[0]?.[0] !== true) throw notOfKind(column, value, kindNames[kindOfType(type)] ?? "a value of it");
}

const kindNames: Partial<Record<ReturnType<typeof kindOfType>, string>> = {
  boolean: "true or false",
  float: "a number",
  date: "a date like 2024-12-31",
  time: "a time like 23:59:00",
  timestamp: "a date and time like 2024-12-31 23:59:00",
  interval: "an interval like 3 days",
  uuid: "a UUID",
};

function notOfKind({ name }: SourceColumn, value: string, wanted: string): AppError {
  return new AppError("INVALID_INPUT", `“${value}” cannot be compared with the values of “${name}”.`, {
    hint: `Enter ${wanted}.`,
    details: { column: name, value },
  });
}
