/**
 * Which functions a typed question may call (reasons in docs/decisions/0011-what-typed-sql-may-do.md). Functions in FROM
 * are refused unless listed; functions of expressions are allowed unless listed. A test holds both lists against what
 * the bundled DuckDB has, so that a new version's functions are looked at first.
 */

/** Table functions that read the files their first argument names, by whether they take a list of them. */
export const fileFunctions: ReadonlyMap<string, { list: boolean }> = new Map([
  ["glob", { list: true }],
  ["parquet_bloom_probe", { list: true }],
  ["parquet_file_metadata", { list: true }],
  ["parquet_full_metadata", { list: true }],
  ["parquet_kv_metadata", { list: true }],
  ["parquet_metadata", { list: true }],
  ["parquet_scan", { list: true }],
  ["parquet_schema", { list: true }],
  ["read_blob", { list: true }],
  ["read_csv", { list: true }],
  ["read_csv_auto", { list: true }],
  ["read_json", { list: true }],
  ["read_json_auto", { list: true }],
  ["read_json_objects", { list: true }],
  ["read_json_objects_auto", { list: true }],
  ["read_ndjson", { list: true }],
  ["read_ndjson_auto", { list: true }],
  ["read_ndjson_objects", { list: true }],
  ["read_parquet", { list: true }],
  ["read_text", { list: true }],
  ["sniff_csv", { list: false }],
]);

/** Table functions that compute, or tell of DuckDB itself and not of this machine. */
export const harmlessTableFunctions: ReadonlySet<string> = new Set([
  "duckdb_functions",
  "duckdb_keywords",
  "duckdb_types",
  "generate_series",
  "generate_subscripts",
  "icu_calendar_names",
  "json_each",
  "json_tree",
  "pg_timezone_names",
  "pragma_collations",
  "pragma_version",
  "range",
  "repeat",
  "repeat_row",
  "summary",
  "test_all_types",
  "unnest",
]);

/** Functions of expressions that tell of this machine, change the engine, or run SQL that was not looked at. */
export const refusedFunctions: ReadonlySet<string> = new Set([
  "current_setting",
  "currval",
  "getenv",
  "json_execute_serialized_sql",
  "json_serialize_plan",
  "nextval",
  "pg_get_viewdef",
  "write_log",
]);
