import { parquetWriteFile } from "hyparquet-writer";
import { randomFillSync } from "node:crypto";

const COLUMNS = 12;
const PAGE_SIZE = 64 * 1024;

/**
 * A Parquet file of about `size` bytes in one row group of 64 KiB pages, with an offset index unless told otherwise.
 * DuckDB writes neither small pages nor offset indexes; hyparquet-writer does.
 */
export function writeHugeRowGroup(path: string, size: number, offsetIndex = true): void {
  const rows = Math.floor(size / COLUMNS / 8);
  const numbers = new BigInt64Array(rows);
  randomFillSync(numbers);
  const measures = new Float64Array(rows).map(() => Math.random());
  parquetWriteFile({
    filename: path,
    columnData: Array.from({ length: COLUMNS }, (_, column) => ({
      name: `${column % 2 === 0 ? "number" : "measure"}_${column}`,
      data: column % 2 === 0 ? numbers : measures,
      type: column % 2 === 0 ? ("INT64" as const) : ("DOUBLE" as const),
      encoding: "PLAIN" as const,
      nullable: false,
      offsetIndex,
    })),
    statistics: false,
    pageSize: PAGE_SIZE,
    rowGroupSize: rows,
  });
}
