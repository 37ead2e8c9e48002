import { DuckDBTypeId, type DuckDBConnection, type DuckDBType } from "@duckdb/node-api";

/** One column of the rows to be written. */
export interface SourceColumn {
  /** As it stands in the header; never repeats, whatever the case. */
  name: string;
  type: DuckDBType;
  /** What the column is called in `fromSource`: an identifier that needs no quotes and never repeats. */
  ref: string;
}

/** Rows to write. */
export interface RowSource {
  /** A single SELECT written by Lakeshore, without a semicolon. Its order of rows is the file's. */
  sql: string;
}

/** The columns that a source yields; nothing of it is executed. */
export async function describeSource(connection: DuckDBConnection, source: RowSource): Promise<SourceColumn[]> {
  const statement = await connection.prepare(source.sql);
  try {
    const names = Array.from({ length: statement.columnCount }, (_, index) => statement.columnName(index));
    return distinctNames(names).map((name, index) => ({
      name,
      type: statement.columnType(index),
      ref: `c${index}`,
    }));
  } finally {
    statement.destroySync();
  }
}

/** Repeated names get _1, _2 … as DuckDB gives them when it makes a table of such a SELECT. */
function distinctNames(names: readonly string[]): string[] {
  const taken = new Set(names.map((name) => name.toLowerCase()));
  const seen = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let n = 1; seen.has(free.toLowerCase()) || (free !== name && taken.has(free.toLowerCase())); n += 1) {
      free = `${name}_${n}`;
    }
    seen.add(free.toLowerCase());
    return free;
  });
}

/** The source as a FROM item whose columns are called by `ref`, so that no name needs quoting. */
export function fromSource(source: RowSource, columns: readonly SourceColumn[]): string {
  // The line break ends a comment that the SELECT may close with.
  return `(${source.sql}\n) AS source(${columns.map((column) => column.ref).join(", ")})`;
}

/**
 * SQL for a value's exact text, NULL for NULL: nested values as JSON, binary as lower-case hex, moments with a time zone
 * in UTC whatever the session's zone is, everything else as DuckDB spells it.
 */
export function textOf({ type, ref }: SourceColumn): string {
  switch (type.typeId) {
    case DuckDBTypeId.VARCHAR:
      return ref;
    case DuckDBTypeId.BLOB:
      return `lower(hex(${ref}))`;
    case DuckDBTypeId.LIST:
    case DuckDBTypeId.ARRAY:
    case DuckDBTypeId.STRUCT:
    case DuckDBTypeId.MAP:
    case DuckDBTypeId.UNION:
      return `CAST(to_json(${ref}) AS VARCHAR)`;
    case DuckDBTypeId.TIMESTAMP_TZ:
      return `CASE WHEN isfinite(${ref}) THEN concat(make_timestamp(epoch_us(${ref})), '+00') ELSE CAST(${ref} AS VARCHAR) END`;
    default:
      return `CAST(${ref} AS VARCHAR)`;
  }
}

/** Whether a value's text is made of letters, digits and `+-.: ` alone, so that no format needs to escape it. */
export function isPlainText({ type }: SourceColumn): boolean {
  return isNumeric(type) || plainTypes.has(type.typeId);
}

export function isNumeric(type: DuckDBType): boolean {
  return numericTypes.has(type.typeId);
}

const numericTypes: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UHUGEINT,
  DuckDBTypeId.BIGNUM,
  DuckDBTypeId.FLOAT,
  DuckDBTypeId.DOUBLE,
  DuckDBTypeId.DECIMAL,
]);

const plainTypes: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.BOOLEAN,
  DuckDBTypeId.DATE,
  DuckDBTypeId.TIME,
  DuckDBTypeId.TIME_NS,
  DuckDBTypeId.TIME_TZ,
  DuckDBTypeId.TIMESTAMP,
  DuckDBTypeId.TIMESTAMP_S,
  DuckDBTypeId.TIMESTAMP_MS,
  DuckDBTypeId.TIMESTAMP_NS,
  DuckDBTypeId.TIMESTAMP_TZ,
  DuckDBTypeId.INTERVAL,
  DuckDBTypeId.UUID,
  DuckDBTypeId.BLOB,
  DuckDBTypeId.BIT,
]);
