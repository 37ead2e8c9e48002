import type { DuckDBConnection } from "@duckdb/node-api";

interface TextRows {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Runs `sql` and gives every value as DuckDB prints it; NULL becomes an empty field. */
export async function queryTextRows(connection: DuckDBConnection, sql: string): Promise<TextRows> {
  const reader = await connection.runAndReadAll(`SELECT COLUMNS(*)::VARCHAR FROM (${sql})`);
  const rows = reader.getRows().map((row) => row.map((value) => (value === null ? "" : String(value))));
  return { header: reader.columnNames(), rows };
}

/** A string literal for SQL. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
