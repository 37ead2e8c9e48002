import { AppError } from "../../../shared/domain/app-error.ts";
import { datasetSqlName } from "../../../shared/domain/sql-names.ts";
import type { Column } from "../../../shared/domain/columns.ts";
import { literal } from "../../engine/writers/sql-text.ts";
import type { Engine } from "../../engine/engine.ts";
import type { ProfileOptions, ProfileOutcome, ProfileRequest } from "../dataset-profile.ts";
import type { QuestionAnalysis } from "../../engine/questions/question-analysis.ts";
import type {
  AnsweredQuery,
  ExportOutcome,
  ExportTarget,
  LocalQueryEngine,
  QueryExport,
  QueryRequest,
  QueryVocabulary,
  RunOptions,
  StoredObject,
} from "../ports.ts";
import { zoneOf } from "../zone-keys.ts";
import { DatasetNames } from "./dataset-names.ts";
import { GzipCheck } from "./gzip-check.ts";
import { findDataset, openDataset, withKeys, type OpenDatasetParts } from "./open-datasets.ts";
import { PlainCopies } from "./plain-copies.ts";
import type { DescribeDataset, QuestionedLake } from "./questioned-lake.ts";
import { type DownloadLimits, QuestionFiles } from "./question-files.ts";
import { isMissingColumn } from "./parquet-views.ts";
import { profileDataset } from "./profile-dataset.ts";
import { planQuestion, type QuestionPlan } from "./question-plan.ts";
import { selectOfDataset } from "./reading-sql.ts";
import { Surveys } from "./survey.ts";
import { inTypedText } from "./typed-error.ts";
import { listedDatasets, vocabularyOf } from "./vocabulary.ts";

type Options = { signal: AbortSignal };

interface DuckDbQueriesDependencies {
  /** Runs what people type. */
  questions: Engine;
  /** Reads whole files for surveys and exports. */
  files: Engine;
  describe: DescribeDataset;
  /** Where copies of files are kept that DuckDB cannot read as they are; may be emptied at any time. */
  cacheFolder: string;
  /** How much a question may fetch from a lake that is elsewhere. */
  limits?: DownloadLimits;
}

const defaultLimits: DownloadLimits = { ask: 200_000_000, most: 5_000_000_000 };

/** Makes the local query engines of lakes; they share what is known of files. */
export function createDuckDbQueries(
  dependencies: DuckDbQueriesDependencies,
): (lake: QuestionedLake) => LocalQueryEngine {
  const { questions, files, describe, cacheFolder, limits = defaultLimits } = dependencies;
  const surveys = new Surveys(files);
  const copies = new PlainCopies(cacheFolder);
  const gzip = new GzipCheck();
  return (lake) => new DuckDbQueries({ lake, questions, reader: files, describe, surveys, copies, gzip, limits });
}

interface DuckDbQueriesParts extends OpenDatasetParts {
  questions: Engine;
  reader: Engine;
  limits: DownloadLimits;
}

/** Questions in SQL over the files of a lake, by DuckDB on this machine. */
class DuckDbQueries implements LocalQueryEngine {
  readonly kind = "duckdb";
  readonly #parts: DuckDbQueriesParts;
  readonly #names: DatasetNames;

  constructor(parts: DuckDbQueriesParts) {
    this.#parts = parts;
    this.#names = new DatasetNames(parts.lake);
  }

  async execute({ executionId, sql, allowBytes }: QueryRequest, run: RunOptions): Promise<AnsweredQuery> {
    const { questions, lake, limits } = this.#parts;
    const { signal, onProgress } = run;
    const analysis = await questions.analyse(sql, { signal });
    const nothing = { fraction: null, rows: null, memoryBytes: null };
    const files = new QuestionFiles(lake, limits, allowBytes ?? null, (download) =>
      onProgress({ ...nothing, download }),
    );
    try {
      const answerWith = async (readsAll: boolean) =>
        this.#answer(executionId, analysis, await this.#plan(analysis, files, { signal, readsAll }), run);
      return await answerWith(false).catch((error: unknown) => {
        // DuckDB may read a column that it did not plan to: never a wrong answer, only a slower one.
        if (error instanceof AppError && isMissingColumn(error)) return answerWith(true);
        throw error;
      });
    } finally {
      await files.release();
    }
  }

  async #answer(
    executionId: string,
    analysis: QuestionAnalysis,
    plan: QuestionPlan,
    { signal, onProgress }: RunOptions,
  ): Promise<AnsweredQuery> {
    const question = { executionId, sql: plan.sql, setup: plan.setup, readable: plan.readable };
    try {
      const answer = await this.#parts.questions.ask(question, { signal, onProgress });
      await this.#requireUnchanged(plan.objects, signal);
      const { columns, rows, resultSetId } = answer;
      return { statement: analysis.statement, columns, rows, resultSetId, warnings: plan.warnings };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "QUERY_FAILED") throw error;
      await this.#requireUnchanged(plan.objects, signal);
      throw withKeys(inTypedText(error, analysis.sql, plan.typedOffset), plan.keys);
    }
  }

  async export(
    source: QueryExport,
    target: ExportTarget,
    options: Options & { onProgress: (rows: number) => void },
  ): Promise<ExportOutcome> {
    const { reader, lake, limits } = this.#parts;
    if (source.kind === "result") return reader.writeFile(source, target, { ...options, readable: [] });
    const zone = zoneOf(lake.definition(), source.zoneId);
    const called = datasetSqlName(zone.id, source.path);
    const named = { zone, path: source.path, table: null, isPattern: false, called };
    // An export is of everything, which the person has asked for by its name.
    const files = new QuestionFiles(lake, limits, limits.most, () => undefined);
    const parts = { ...this.#parts, files };
    try {
      const found = await findDataset(parts, named, options.signal);
      await files.requireAllowed(found.files);
      const opened = await openDataset(parts, found, options.signal);
      const statement = { sql: selectOfDataset(opened.dataset) };
      const written = await reader.writeFile({ kind: "statement", statement }, target, {
        ...options,
        readable: opened.readable,
      });
      return { ...written, warnings: [...opened.warnings, ...written.warnings] };
    } finally {
      await files.release();
    }
  }

  async profile(request: ProfileRequest, options: ProfileOptions): Promise<ProfileOutcome> {
    const { lake, limits } = this.#parts;
    const nothing = { columns: { done: 0, total: 0 } };
    const files = new QuestionFiles(lake, limits, request.allowBytes, (download) =>
      options.onProgress({ ...nothing, download }),
    );
    try {
      return await profileDataset({ ...this.#parts, files }, request, options);
    } finally {
      await files.release();
    }
  }

  nameOf({ zoneId, path }: { zoneId: string; path: string }, { signal }: Options): Promise<string> {
    return this.#names.nameOf(zoneOf(this.#parts.lake.definition(), zoneId), path, signal);
  }

  vocabulary({ signal }: Options): Promise<QueryVocabulary> {
    return vocabularyOf(this.#parts.lake, this.#parts.questions, signal);
  }

  async columnsOf({ schema, name }: { schema: string; name: string }, { signal }: Options): Promise<readonly Column[]> {
    const { lake, describe } = this.#parts;
    const { zone, path, table } = await this.#names.find([schema], name, signal);
    return table?.columns ?? (await describe({ lakeId: lake.id, zoneId: zone.id, path }, { signal })).columns;
  }

  async #plan(
    analysis: QuestionAnalysis,
    files: QuestionFiles,
    how: { signal: AbortSignal; readsAll: boolean },
  ): Promise<QuestionPlan> {
    const { listing } = analysis;
    if (!listing) return planQuestion({ ...this.#parts, files }, this.#names, analysis, how);
    const rows = await this.#listed(listing, how.signal);
    const values = rows.map(([schema, name]) => `(${literal(schema)}, ${literal(name)})`);
    const source = values.length > 0 ? `VALUES ${values.join(", ")}` : "SELECT '', '' WHERE false";
    const columns = listing.of === "tables" ? `"schema", "name"` : `"schema", "title"`;
    const sql = `SELECT * FROM (${source}) AS lake(${columns})`;
    return { sql, typedOffset: () => 0, setup: [], readable: [], keys: new Map(), objects: [], warnings: [] };
  }

  async #listed({ of, schema }: NonNullable<QuestionAnalysis["listing"]>, signal: AbortSignal) {
    const { lake } = this.#parts;
    if (of === "schemas") return lake.definition().zones.map(({ id, title }): [string, string] => [id, title]);
    const datasets = await listedDatasets(lake, signal);
    return datasets
      .filter((dataset) => schema === null || dataset.schema === schema.toLowerCase())
      .map((dataset): [string, string] => [dataset.schema, dataset.name]);
  }

  /** CHANGED_WHILE_READING or NOT_FOUND when a file is not what it was when it was looked at. */
  async #requireUnchanged(objects: readonly StoredObject[], signal: AbortSignal): Promise<void> {
    for (const { key, etag } of objects.slice(0, MAX_CHECKED)) {
      const now = await this.#parts.lake.objects.stat(key, { signal });
      if (now.kind === "object" && now.etag === etag) continue;
      throw new AppError("CHANGED_WHILE_READING", `“${key}” changed while the query read it.`, {
        hint: "Run the query again.",
        retryable: true,
        details: { file: key },
      });
    }
  }
}

/** Files of a question that are looked at again at its end. */
const MAX_CHECKED = 5000;
