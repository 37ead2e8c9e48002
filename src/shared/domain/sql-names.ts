/** DuckDB's keywords that are no plain names everywhere (duckdb_keywords() without the unreserved ones). */
const keywords: ReadonlySet<string> = new Set(
  `all analyse analyze and anti any array as asc asof asymmetric at authorization between bigint binary bit boolean both
  by case cast char character check coalesce collate collation column columns concurrently constraint create cross dec
  decimal default deferrable desc describe distinct do else end except exists extract false fetch float for foreign
  freeze from full generated glob group grouping grouping_id having ilike in initially inner inout int integer intersect
  interval into is isnull join lambda lateral leading left like limit map national natural nchar none not notnull null
  nullif numeric offset on only or order out outer overlaps overlay pivot pivot_longer pivot_wider placing position
  positional precision primary qualify real references returning right row select semi setof show similar smallint some
  struct substring summarize symmetric table tablesample then time timestamp to trailing treat trim true try_cast union
  unique unpack unpivot using values varchar variadic verbose when where window with`.split(/\s+/),
);

/** A name as it is written in SQL: bare where that is possible, else in double quotes. */
function sqlName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !keywords.has(name.toLowerCase())
    ? name
    : `"${name.replaceAll('"', '""')}"`;
}

/** How a dataset of a zone is written in a FROM: `raw.flights`, `raw."2024/flights.csv"`. */
export function datasetSqlName(zoneId: string, name: string): string {
  return `${sqlName(zoneId)}.${sqlName(name)}`;
}

/** Names that tell two zones or datasets apart only by case are one to SQL. */
export function sameSqlName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
