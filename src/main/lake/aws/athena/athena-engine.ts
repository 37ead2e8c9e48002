import { createHash } from "node:crypto";
import {
  type AthenaClient,
  type QueryExecution,
  StartQueryExecutionCommand,
  type StartQueryExecutionCommandInput,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import type { StatementKind } from "../../../../shared/contract/query.ts";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type {
  AthenaFacts,
  AthenaOptions,
  AthenaWorkgroup,
  AthenaWorkgroupFacts,
} from "../../../../shared/domain/athena.ts";
import { log } from "../../../log.ts";
import { LeaveRunning } from "../../leave-running.ts";
import type { AthenaEngine, QueryOutcome, QueryRequest, QueryVocabulary, RunOptions } from "../../ports.ts";
import { AthenaCalls } from "./athena-calls.ts";
import { AthenaPlaces } from "./athena-places.ts";
import { factsOf, hasEnded, kindOf } from "./execution-facts.ts";
import { ExecutionPoller, type PollTimes } from "./execution-poller.ts";
import { LakeResults } from "./lake-results.ts";
import { OutputLocation } from "./output-location.ts";
import { executionFailure, queryFailure } from "./query-failure.ts";
import { ResultPages } from "./result-pages.ts";
import { ResultReader, type ResultReaderParts } from "./result-reader.ts";
import { classifyStatement, unconfirmedWrite } from "./statement-kind.ts";
import { sweepDaily } from "./sweep-daily.ts";

type Options = { signal: AbortSignal };

export interface AthenaQueriesParts extends Omit<ResultReaderParts, "pages"> {
  athena: AthenaClient;
  region: string;
  /** Where results go of a workgroup that says nothing, "s3://bucket/prefix/"; null leaves it to the workgroup. */
  outputLocation: string | null;
  /** What a person who chooses nothing gets. */
  defaults?: Partial<AthenaOptions>;
  /** For tests: how soon and how often executions are looked at, and how long a call may take. */
  times?: Partial<PollTimes> & { answerWithin?: number };
}

/** How long a cancelled execution is waited for to have stopped. Milliseconds. */
const STOP_WITHIN = 20_000;

const POLL_TIMES: PollTimes = { first: 200, most: 5_000, patience: 5 * 60_000 };

/** Questions in SQL that Athena answers. */
export class AthenaQueries implements AthenaEngine {
  readonly kind = "athena";
  readonly region: string;
  readonly #parts: AthenaQueriesParts;
  readonly #calls: AthenaCalls;
  readonly #places: AthenaPlaces;
  readonly #poller: ExecutionPoller;
  readonly #results: ResultReader;
  readonly #location: OutputLocation;
  /** Null where results go nowhere but to places of workgroups. */
  readonly #lakeResults: LakeResults | null;

  constructor(parts: AthenaQueriesParts) {
    const { athena, s3, outputLocation, times = {} } = parts;
    this.region = parts.region;
    this.#parts = parts;
    this.#calls = new AthenaCalls(times);
    this.#places = new AthenaPlaces(athena, this.#calls);
    this.#location = new OutputLocation(this.#places, outputLocation);
    this.#lakeResults =
      outputLocation === null ? null : new LakeResults({ s3, places: this.#places, location: outputLocation });
    this.#poller = new ExecutionPoller(athena, this.#calls, { ...POLL_TIMES, ...times });
    this.#results = new ResultReader({ ...parts, pages: new ResultPages(athena, this.#calls) });
  }

  async execute(request: QueryRequest, options: RunOptions): Promise<QueryOutcome> {
    const { kind, onlyReads } = classifyStatement(request.sql);
    if (!onlyReads && request.confirmedWrite !== true) throw unconfirmedWrite(kind);
    const id = await this.#start(request, options.signal);
    return this.#follow(id, kind, options);
  }

  async attach(athenaExecutionId: string, options: RunOptions): Promise<QueryOutcome> {
    const { Query = "" } = await this.#poller.get(athenaExecutionId, options.signal);
    return this.#follow(athenaExecutionId, kindOfText(Query), options);
  }

  async find(athenaExecutionId: string, { signal }: Options): Promise<{ sql: string; facts: AthenaFacts }> {
    const execution = await this.#poller.get(athenaExecutionId, signal);
    return { sql: execution.Query ?? "", facts: factsOf(execution, this.region) };
  }

  async discard(executions: readonly AthenaFacts[], options: Options): Promise<void> {
    await this.#lakeResults?.discard(executions, options);
  }

  /** Deletes old results of the lake's own place, again every day, until aborted. */
  async sweepResults(signal: AbortSignal): Promise<void> {
    if (this.#lakeResults) await sweepDaily(this.#lakeResults, signal);
  }

  workgroups(options: Options): Promise<AthenaWorkgroup[]> {
    return this.#places.workgroups(options);
  }

  workgroup(name: string, options: Options): Promise<AthenaWorkgroupFacts> {
    return this.#places.workgroup(name, options);
  }

  catalogs(workgroup: string | null, options: Options): Promise<string[]> {
    return this.#places.catalogs(workgroup, options);
  }

  databases(place: AthenaOptions, options: Options): Promise<string[]> {
    return this.#places.databases(place, options);
  }

  vocabulary(place: AthenaOptions, options: Options): Promise<QueryVocabulary> {
    return this.#places.vocabulary(
      { ...place, database: place.database ?? this.#parts.defaults?.database ?? null },
      options,
    );
  }

  async #start({ executionId, sql, athena }: QueryRequest, signal: AbortSignal): Promise<string> {
    const options = { ...noOptions, ...this.#parts.defaults, ...chosen(athena) };
    const workgroup = options.workgroup ?? "primary";
    const location = await this.#location.of(workgroup, signal);
    const token = createHash("sha256").update(executionId).digest("hex");
    const context = { call: "athena:StartQueryExecution", resource: `workgroup ${workgroup}` };
    const command = new StartQueryExecutionCommand({
      ...startInput(sql, options),
      ...(location !== null && { ResultConfiguration: { OutputLocation: location } }),
      ClientRequestToken: token,
    });
    try {
      const { QueryExecutionId: id } = await this.#calls.make(context, signal, (abortSignal) =>
        this.#parts.athena.send(command, { abortSignal }),
      );
      if (id !== undefined) return id;
    } catch (error) {
      // What does not parse is refused at once, with the place in the message.
      const said = error instanceof AppError && error.cause instanceof Error ? error.cause : null;
      if (said?.name === "InvalidRequestException" && isAboutText(said)) throw queryFailure(said.message, sql);
      throw error;
    }
    throw new AppError("INTERNAL", "Athena started the query and gave no id of it.");
  }

  async #follow(id: string, told: StatementKind, options: RunOptions): Promise<QueryOutcome> {
    const { signal, onProgress } = options;
    const tell = (execution: QueryExecution) =>
      onProgress({ fraction: null, rows: null, memoryBytes: null, athena: factsOf(execution, this.region) });
    tell({ QueryExecutionId: id });
    const ended = await this.#poller.wait(id, signal, tell).catch(async (error: unknown) => {
      if (signal.aborted && !(signal.reason instanceof LeaveRunning)) await this.#stop(id, tell);
      throw error;
    });
    if (ended.Status?.State === "FAILED") throw executionFailure(ended.Status, ended.Query ?? "");
    if (ended.Status?.State === "CANCELLED") throw new AppError("CANCELLED", "The query was cancelled in Athena.");
    return this.#outcome(id, ended, kindOf(ended, told), options);
  }

  async #outcome(
    id: string,
    ended: QueryExecution,
    statement: StatementKind,
    options: RunOptions,
  ): Promise<QueryOutcome> {
    const facts = factsOf(ended, this.region);
    const onProgress: RunOptions["onProgress"] = (progress) => options.onProgress({ ...progress, athena: facts });
    const reading = { signal: options.signal, onProgress };
    const hasHeader = ended.StatementType !== "DDL" && ended.StatementType !== "UTILITY";
    const { result, rowsWritten } = await this.#results.fetch(
      { id, location: facts.outputLocation, hasHeader },
      reading,
    );
    const athena = { ...facts, rowsWritten };
    if (result && result.columns.length > 0 && !writesFiles(statement)) {
      const { columns, rows, resultSetId, warnings } = result;
      return { statement, columns, rows, resultSetId, warnings, athena };
    }
    const files = facts.manifestLocation === null ? null : await this.#results.files(facts.manifestLocation, reading);
    return files
      ? { statement, columns: files.columns, rows: files.rows, resultSetId: files.resultSetId, warnings: [], athena }
      : { statement, columns: [], rows: null, resultSetId: null, warnings: [], athena };
  }

  /** Stops what the person cancelled, and waits until Athena says that it has stopped. Its bytes are known then. */
  async #stop(id: string, tell: (execution: QueryExecution) => void): Promise<void> {
    const signal = AbortSignal.timeout(STOP_WITHIN);
    const context = { call: "athena:StopQueryExecution", resource: `execution ${id}` };
    try {
      await this.#calls.make(context, signal, (abortSignal) =>
        this.#parts.athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id }), { abortSignal }),
      );
      await this.#poller.wait(id, signal, (execution) => hasEnded(execution) && tell(execution));
    } catch (error) {
      log("warn", "a cancelled execution may still run in Athena", { id, error });
    }
  }
}

const noOptions: AthenaOptions = { workgroup: null, catalog: null, database: null, reuseMinutes: null };

function startInput(
  sql: string,
  { workgroup, catalog, database, reuseMinutes }: AthenaOptions,
): StartQueryExecutionCommandInput {
  const context = { ...(catalog !== null && { Catalog: catalog }), ...(database !== null && { Database: database }) };
  return {
    QueryString: sql,
    ...(workgroup !== null && { WorkGroup: workgroup }),
    ...(Object.keys(context).length > 0 && { QueryExecutionContext: context }),
    ...(reuseMinutes !== null && {
      ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: reuseMinutes } },
    }),
  };
}

/** What a person chose, without what they left to the defaults. */
function chosen(options: AthenaOptions | null | undefined): Partial<AthenaOptions> {
  return Object.fromEntries(Object.entries(options ?? {}).filter(([, value]) => value !== null));
}

/** Of these the interesting thing is which files were written. */
function writesFiles(statement: StatementKind): boolean {
  return statement === "ctas" || statement === "insert" || statement === "unload";
}

function kindOfText(sql: string): StatementKind {
  try {
    return classifyStatement(sql).kind;
  } catch {
    // It ran, so it is one statement to Athena, whatever it is to us.
    return "other";
  }
}

function isAboutText(error: Error): boolean {
  const code = "AthenaErrorCode" in error ? error.AthenaErrorCode : null;
  return code === "MALFORMED_QUERY" || /\bline \d+:\d+|Only one sql statement|mismatched input/i.test(error.message);
}
