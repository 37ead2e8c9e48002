import { AppError } from "../../../shared/domain/app-error.ts";
import { kindOfType, type Column } from "../../../shared/domain/columns.ts";
import type { Engine } from "../../engine/engine.ts";
import { RecentlyUsed } from "./recently-used.ts";
import { describeAllKeys, type ReadableDataset } from "./reading-sql.ts";
import { readSurvey, surveyStatements, type Survey } from "./survey-sql.ts";

export interface SurveyedDataset extends Pick<Survey, "rejected" | "changes"> {
  /** As all of its files can be read without loss. */
  dataset: ReadableDataset;
}

interface Surveyable {
  dataset: ReadableDataset;
  readable: readonly string[];
  version: string;
}

/** Versions of datasets whose findings are kept; they are small. */
const MAX_KNOWN = 2000;

/**
 * Reads the whole of a text dataset once a version of its files: the types of its columns come from the head of one file
 * and may not hold further down, where DuckDB's casts would change values without a word; rows may not fit the table;
 * JSON may have more keys.
 */
export class Surveys {
  readonly #engine: Engine;
  readonly #known = new RecentlyUsed<string, SurveyedDataset>(MAX_KNOWN);

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** "mixed line ends" for delimited text that DuckDB cannot split into lines. */
  async of(found: Surveyable, signal: AbortSignal): Promise<SurveyedDataset | "mixed line ends"> {
    const { dataset, version } = found;
    if (dataset.format === "parquet") return { dataset, rejected: null, changes: [] };
    const known = this.#known.get(version);
    if (known) return known;
    const surveyed = await this.#survey(found, signal);
    if (surveyed !== "mixed line ends") this.#known.set(version, surveyed);
    return surveyed;
  }

  async #survey({ dataset, readable }: Surveyable, signal: AbortSignal): Promise<SurveyedDataset | "mixed line ends"> {
    const complete =
      dataset.format === "delimited" ? dataset : await withAllKeys(this.#engine, dataset, readable, signal);
    try {
      const statements = surveyStatements(complete).map((sql) => ({ sql }));
      const blocks = await this.#engine.script(statements, { readable, signal, maxRows: 100 });
      const { columns, needs, rejected, changes } = readSurvey(complete, blocks);
      return { dataset: { ...complete, columns, needs }, rejected, changes };
    } catch (error) {
      // DuckDB's words for a file with more than one kind of line end, among others.
      const isMixed = error instanceof AppError && error.message.includes("state machine reached an invalid state");
      if (isMixed) return "mixed line ends";
      throw error;
    }
  }
}

/** The columns of the head, and those that only other records have. */
async function withAllKeys(
  engine: Engine,
  dataset: ReadableDataset,
  readable: readonly string[],
  signal: AbortSignal,
): Promise<ReadableDataset> {
  const block = await engine.rows({ sql: describeAllKeys(dataset) }, { readable, signal, maxRows: 50_000 });
  const known = new Set(dataset.columns.map(({ name }) => name));
  const more = block.rows.flatMap(([name, type]): Column[] => {
    if (name === null || name === undefined || known.has(name)) return [];
    const kept = kindOfType(type ?? "JSON") === "nested" ? "JSON" : (type ?? "VARCHAR");
    return [{ name, type: kept, kind: kindOfType(kept) }];
  });
  const seen = new Map(block.rows.map(([name, type]) => [name, type ?? ""]));
  const columns = dataset.columns.map((column): Column => {
    const type = seen.get(column.name) ?? "";
    // Objects further down would fail a plain type; plain values are JSON as well.
    return kindOfType(type) === "nested" && column.type !== "VARCHAR"
      ? { ...column, type: "JSON", kind: "nested" }
      : column;
  });
  const partitions = columns.filter(({ name }) => dataset.partitionKeys.includes(name));
  const own = [...columns.filter(({ name }) => !dataset.partitionKeys.includes(name)), ...more];
  const groups = dataset.groups.map((group) => ({ ...group, names: own.map(({ name }) => name) }));
  return { ...dataset, columns: [...own, ...partitions], groups };
}
