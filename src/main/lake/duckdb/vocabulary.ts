import { AppError } from "../../../shared/domain/app-error.ts";
import type { Column } from "../../../shared/domain/columns.ts";
import type { Zone } from "../../../shared/domain/lake-definition.ts";
import { baseName } from "../../../shared/domain/object-address.ts";
import type { Engine } from "../../engine/engine.ts";
import { refusedFunctions } from "../../engine/questions/function-policy.ts";
import type { QueryVocabulary, StoreEntry } from "../ports.ts";
import { isTableName } from "./dataset-files.ts";
import type { QuestionedLake } from "./questioned-lake.ts";

/** Names that an editor is given; nobody reads more, and a zone may hold a million. */
const MAX_NAMES = 5000;

export interface ListedDataset {
  schema: string;
  name: string;
  columns: Column[];
}

/** Names for completion: the catalog's tables with their columns, and what lies at the top of each zone. */
export async function vocabularyOf(
  lake: QuestionedLake,
  engine: Engine,
  signal: AbortSignal,
): Promise<QueryVocabulary> {
  const options = { readable: [], signal, maxRows: 10_000 };
  const [tables, functions, keywords] = await Promise.all([
    listedDatasets(lake, signal),
    engine.rows({ sql: functionsSql }, options),
    engine.rows({ sql: "SELECT keyword_name FROM duckdb_keywords() ORDER BY 1" }, options),
  ]);
  const texts = ({ rows }: typeof functions) => rows.flatMap(([name]) => name ?? []);
  return {
    tables,
    functions: texts(functions).filter((name) => !refusedFunctions.has(name)),
    keywords: texts(keywords),
  };
}

/** Operators and DuckDB's own inner functions are no words to complete. */
const functionsSql = `SELECT DISTINCT function_name FROM duckdb_functions()
  WHERE function_type IN ('scalar', 'aggregate', 'macro', 'table')
    AND regexp_full_match(function_name, '[a-zA-Z][a-zA-Z0-9_]*')
    AND NOT regexp_matches(function_name, '^(duckdb|pg|pragma|icu_collate|parquet_)_')
  ORDER BY 1`;

/** Datasets by zone and name, the catalog's first. Bounded, so that a zone with a million files costs little. */
export async function listedDatasets(lake: QuestionedLake, signal: AbortSignal): Promise<ListedDataset[]> {
  const listed = new Map<string, ListedDataset>();
  const add = (schema: string, name: string, columns: Column[]) => {
    const key = `${schema}.${name.toLowerCase()}`;
    if (!listed.has(key)) listed.set(key, { schema, name, columns });
  };
  for await (const page of lake.tables.list({ zoneId: null, signal })) {
    for (const { zoneId, name, columns } of page) {
      // Names in SQL begin with a zone: what is in none cannot be asked for here.
      if (zoneId === null) continue;
      add(
        zoneId,
        name,
        columns.map((column) => ({ name: column.name, type: column.type, kind: column.kind })),
      );
    }
    if (listed.size >= MAX_NAMES) break;
  }
  for (const zone of lake.definition().zones) {
    if (listed.size >= MAX_NAMES) break;
    for (const name of await namesInZone(lake, zone, MAX_NAMES - listed.size, signal)) add(zone.id, name, []);
  }
  return [...listed.values()];
}

async function namesInZone(lake: QuestionedLake, zone: Zone, limit: number, signal: AbortSignal): Promise<string[]> {
  const entries: StoreEntry[] = [];
  try {
    for await (const page of lake.objects.list(zone.location, { recursive: false, signal })) {
      entries.push(...page.filter(isDataset));
      if (entries.length >= limit) break;
    }
  } catch (error) {
    // A zone whose folder was removed, or may not be read, has no names to offer; the others have.
    if (!(error instanceof AppError) || error.code === "CANCELLED") throw error;
  }
  const bare = entries.map(bareName);
  const times = new Map<string, number>();
  for (const name of bare) times.set(name.toLowerCase(), (times.get(name.toLowerCase()) ?? 0) + 1);
  return entries
    .map((entry, index) => {
      const name = bare[index] ?? "";
      return times.get(name.toLowerCase()) === 1 ? name : entry.key.slice(zone.location.length);
    })
    .slice(0, limit);
}

function isDataset(entry: StoreEntry): boolean {
  const name = baseName(entry.key);
  if (/^[._]/.test(name) || entry.kind === "link") return false;
  return entry.kind === "prefix" || isTableName(name);
}

function bareName(entry: StoreEntry): string {
  const name = baseName(entry.key);
  if (entry.kind === "prefix") return name;
  return name.replace(/\.gz$/i, "").replace(/\.[^.]+$/, "");
}
