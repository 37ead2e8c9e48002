import { DuckDBInstance } from "@duckdb/node-api";

/** A dozen columns of the kinds that exports have; about 150 bytes a row as text. */
const columns = `i as id, 'customer ' || (i * 7919 % 1000003) as customer, (i * 104729 % 100000)::decimal(10,2) / 100 as amount,
  random() as score, date '2015-01-01' + (i % 3650)::integer as day, timestamp '2020-01-01' + interval (i % 1000000) second as moment,
  i % 3 = 0 as flag, lpad((i % 99999)::varchar, 5, '0') as code, uuid() as key, (i * 31 % 977)::integer as quantity,
  case when i % 10 = 0 then null else 'note ' || i end as note, (random() * 1e12)::bigint as reference`;

/** Rows of Parquet that make a file of 1 GB. */
export const PARQUET_ROWS_OF_A_GIGABYTE = 15_800_000;

/** Writes a table of so many rows to a file, with options of DuckDB's COPY. */
export async function copyTable(path: string, rows: number, options: string): Promise<void> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  await connection.run(`copy (select ${columns} from range(${rows}) r(i)) to '${path}' (${options})`);
  connection.closeSync();
  instance.closeSync();
}
