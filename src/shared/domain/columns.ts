import { z } from "zod";

export const columnKinds = [
  "boolean",
  "integer",
  "decimal",
  "float",
  "text",
  "date",
  "time",
  "timestamp",
  "interval",
  "uuid",
  "binary",
  "nested",
  "other",
] as const;

export const Column = z.object({
  name: z.string(),
  /** The engine's own type name, e.g. `DECIMAL(18,3)` or `STRUCT(a INTEGER)[]`. */
  type: z.string(),
  /** What the interface needs to know to align, sort and format. */
  kind: z.enum(columnKinds),
});
export type Column = z.infer<typeof Column>;
export type ColumnKind = Column["kind"];

/**
 * A value on the wire: the engine's exact text, or null. Numbers are text too, so that bigint and decimal keep every
 * digit; nested values are JSON text; binary is lower-case hex.
 */
export const Cell = z.string().nullable();
export type Cell = z.infer<typeof Cell>;

export const RowBlock = z.object({ columns: z.array(Column), rows: z.array(z.array(Cell)) });
export type RowBlock = z.infer<typeof RowBlock>;

const kindByType: Record<string, ColumnKind> = {
  BOOLEAN: "boolean",
  TINYINT: "integer",
  SMALLINT: "integer",
  INTEGER: "integer",
  BIGINT: "integer",
  HUGEINT: "integer",
  UTINYINT: "integer",
  USMALLINT: "integer",
  UINTEGER: "integer",
  UBIGINT: "integer",
  UHUGEINT: "integer",
  BIGNUM: "integer",
  FLOAT: "float",
  DOUBLE: "float",
  VARCHAR: "text",
  DATE: "date",
  TIME: "time",
  TIME_NS: "time",
  "TIME WITH TIME ZONE": "time",
  TIMESTAMP: "timestamp",
  TIMESTAMP_S: "timestamp",
  TIMESTAMP_MS: "timestamp",
  TIMESTAMP_NS: "timestamp",
  "TIMESTAMP WITH TIME ZONE": "timestamp",
  INTERVAL: "interval",
  UUID: "uuid",
  BLOB: "binary",
  BIT: "binary",
};

/** The kind of a DuckDB type as `typeof(x)` or DESCRIBE spells it. */
export function kindOfType(type: string): ColumnKind {
  if (type.startsWith("DECIMAL")) return "decimal";
  if (type.startsWith("ENUM")) return "text";
  if (type.endsWith("]") || /^(STRUCT|MAP|UNION|JSON|VARIANT)/.test(type)) return "nested";
  return kindByType[type] ?? "other";
}
