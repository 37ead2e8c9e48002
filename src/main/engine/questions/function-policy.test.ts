import { readFile } from "node:fs/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import { beforeAll, expect, it } from "vitest";
import { fileFunctions, harmlessTableFunctions, refusedFunctions } from "./function-policy.ts";

/** Table functions that are refused because they are in neither list; reasons in docs/decisions/0011. */
const refusedInFrom = `arrow_scan arrow_scan_dumb check_peg_parser checkpoint disable_logging disable_peg_parser
  disable_profiling duckdb_approx_database_count duckdb_columns duckdb_connection_count duckdb_constraints
  duckdb_coordinate_systems duckdb_databases duckdb_dependencies duckdb_extensions duckdb_external_file_cache
  duckdb_indexes duckdb_log_contexts duckdb_logs duckdb_logs_parsed duckdb_memory duckdb_optimizers
  duckdb_prepared_statements duckdb_profiling_settings duckdb_schemas duckdb_secret_types duckdb_secrets
  duckdb_sequences duckdb_settings duckdb_table_sample duckdb_tables duckdb_temporary_files duckdb_variables
  duckdb_views enable_logging enable_peg_parser enable_profiling force_checkpoint histogram histogram_values
  json_execute_serialized_sql pragma_database_size pragma_metadata_info pragma_platform pragma_show
  pragma_storage_info pragma_table_info pragma_user_agent query query_table read_duckdb seq_scan sql_auto_complete
  test_vector_types truncate_duckdb_logs which_secret`.split(/\s+/);

const names = new Map<string, Set<string>>();
beforeAll(async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const reader = await connection.runAndReadAll(
    "SELECT DISTINCT function_type, lower(function_name) FROM duckdb_functions()",
  );
  for (const [type, name] of reader.getRows()) {
    const kind = String(type);
    const known = names.get(kind) ?? new Set();
    names.set(kind, known.add(String(name)));
  }
});
const all = (...types: string[]) => types.flatMap((type) => [...(names.get(type) ?? [])]);

it("has an opinion on every table function that DuckDB has", () => {
  const judged = new Set([...fileFunctions.keys(), ...harmlessTableFunctions, ...refusedInFrom]);
  expect(all("table", "table_macro").filter((name) => !judged.has(name))).toEqual([]);
});

it("knows every function of expressions that DuckDB has: a new one is to be looked at, then added to the list", async () => {
  const list = new URL("../../../../tests/fixtures/duckdb/reviewed-functions.txt", import.meta.url);
  const reviewed = new Set((await readFile(list, "utf8")).split(/\s+/));
  const isWord = (name: string) => /^[a-z_][a-z0-9_]*$/.test(name) && !/^(?:icu_collate|__internal)_/.test(name);
  const found = all("scalar", "aggregate", "macro").filter(isWord);
  expect(found.length).toBeGreaterThan(500);
  expect(found.filter((name) => !reviewed.has(name))).toEqual([]);
});

it("lists no function as harmless that is refused as well", () => {
  const allowed = [...fileFunctions.keys(), ...harmlessTableFunctions];
  expect(allowed.filter((name) => refusedInFrom.includes(name) || refusedFunctions.has(name))).toEqual([]);
});
