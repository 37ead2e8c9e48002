/**
 * A footer describes each column of each row group. Writers make row groups of a size, so a footer grows with its file:
 * to 0.014 % of it for DuckDB's groups of 122,880 rows by 14 columns. Three or four such tables wide is a fair guess.
 */
const PART_OF_FILE = 2048;
const LONGEST = 2 ** 20;

/** Where to begin to read a Parquet file far away for its whole footer to come at once, likely with its page indexes. */
export function parquetTailStart(size: number, readUnit: number): number {
  const guess = Math.min(LONGEST, Math.max(readUnit / 2, size / PART_OF_FILE));
  return Math.floor(Math.max(0, size - guess) / readUnit) * readUnit;
}
