import { mkdir, readFile, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { queryTextRows, sqlText } from "./text-rows.ts";

/** Small row groups, so that even these small files have several and a preview reads a part of them. */
const parquetOptions = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 9, ROW_GROUP_SIZE 20480";

/**
 * Writes the rows of `query`, in its order, as `part-0.parquet` of a dataset folder: one in all, or one for
 * each value of `partitionColumns` in Hive folders (which then hold those columns instead of the files).
 */
export async function writeParquetDataset(
  connection: DuckDBConnection,
  query: string,
  folder: string,
  partitionColumns: readonly string[],
): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE dataset_rows AS ${query}`);
  if (partitionColumns.length === 0) return writePart(connection, "FROM dataset_rows", folder);
  const columns = partitionColumns.join(", ");
  const { rows: partitions } = await queryTextRows(
    connection,
    `SELECT DISTINCT ${columns} FROM dataset_rows ORDER BY ${columns}`,
  );
  for (const values of partitions) {
    const pairs = partitionColumns.map((column, index) => ({ column, value: values[index] ?? "" }));
    const condition = pairs.map(({ column, value }) => `${column} = ${sqlText(value)}`).join(" AND ");
    const rows = `SELECT * EXCLUDE (${columns}) FROM dataset_rows WHERE ${condition}`;
    await writePart(connection, rows, join(folder, ...pairs.map(({ column, value }) => `${column}=${value}`)));
  }
}

async function writePart(connection: DuckDBConnection, rows: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await connection.run(`COPY (${rows}) TO ${sqlText(join(folder, "part-0.parquet"))} (${parquetOptions})`);
}

/** Makes every dataset folder of `zone` a view `<schema>.<dataset>`, as the app names them in SQL. */
export async function createZoneViews(connection: DuckDBConnection, schema: string, zone: string): Promise<void> {
  await connection.run(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  for (const entry of await readdir(zone, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const files = sqlText(join(zone, entry.name, "**/*.parquet"));
    await connection.run(
      `CREATE VIEW ${schema}.${entry.name} AS FROM read_parquet(${files}, hive_partitioning = true)`,
    );
  }
}

interface NamedQuery {
  readonly name: string;
  readonly sql: string;
}

/** The `.sql` files of a folder by name, each one query and the name of the dataset it makes. */
export async function readQueries(folder: string): Promise<NamedQuery[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sql")).toSorted();
  return Promise.all(
    files.map(async (file) => ({ name: basename(file, ".sql"), sql: await readFile(join(folder, file), "utf8") })),
  );
}
