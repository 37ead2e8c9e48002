import type { Arrangement, Execution, ResultView, TabChanges, TableUsage } from "../../../shared/contract/query.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { AthenaOptions } from "../../../shared/domain/athena.ts";
import type { Column, RowBlock } from "../../../shared/domain/columns.ts";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { log } from "../../log.ts";
import type { AthenaAccess, AthenaEngine, QueryVocabulary } from "../../lake/ports.ts";
import type { ResultSets } from "../../lake/result-sets.ts";
import type { AppDatabase } from "../../state/app-database.ts";
import { ExecutionRecords } from "./execution-records.ts";
import { AthenaPrices } from "./athena-prices.ts";
import { Executions, type StartOptions } from "./executions.ts";
import { FreedResultsRemoval } from "./freed-results-removal.ts";
import { athenaOf, type QueriedLake } from "./lake-engines.ts";
import { type HistoryPage, QueryHistory } from "./query-history.ts";
import { queryTables } from "./query-tables.ts";
import { type OpenTabs, QueryTabs } from "./query-tabs.ts";
import { type QueriedName, queriedNames } from "./queried-names.ts";
import { tableUsage } from "./table-usage.ts";
import { SavedQueries } from "./saved-queries.ts";

/** The open lakes, as far as they are asked here. */
interface QueriedLakes {
  get(lakeId: string): QueriedLake;
  onChange(listener: (lakes: readonly QueriedLake[]) => void): () => void;
}

interface QueryDependencies {
  database: AppDatabase;
  lakes: QueriedLakes;
  resultSets: ResultSets;
}

type Options = { signal: AbortSignal };

/** Rows of a result that are handed out at once. */
const MOST_ROWS = 1_000;
/** Ends between two looks at whether the history has grown too long. */
const PRUNE_EVERY = 64;

/** Questions in SQL: what runs, what ran, what was saved, and which tabs are open. */
export class QueryService {
  readonly savedQueries: SavedQueries;
  readonly athenaPrices: AthenaPrices;
  readonly #dependencies: QueryDependencies;
  readonly #records: ExecutionRecords;
  readonly #executions: Executions;
  readonly #history: QueryHistory;
  readonly #tabs: QueryTabs;
  readonly #freed: FreedResultsRemoval;
  readonly #stopFollowing: () => void;
  readonly #historyListeners = new Set<(lakeId: string) => void>();
  #ends = 0;

  constructor(dependencies: QueryDependencies) {
    const { database, lakes } = dependencies;
    this.#dependencies = dependencies;
    database.migrate(queryTables);
    this.savedQueries = new SavedQueries(database);
    this.#history = new QueryHistory(database);
    this.#tabs = new QueryTabs(database);
    this.#freed = new FreedResultsRemoval(dependencies);
    this.#records = new ExecutionRecords(database);
    this.#records.markInterrupted();
    this.athenaPrices = new AthenaPrices(database);
    this.#executions = new Executions(this.#records, this.athenaPrices, (lakeId) => this.#afterEnd(lakeId));
    this.#stopFollowing = lakes.onChange((open) => this.#executions.keepOnly(new Set(open.map(({ id }) => id))));
  }

  start(lakeId: string, sql: string, tabId: string | null, how: StartOptions = {}): Execution {
    return this.#executions.start(this.#dependencies.lakes.get(lakeId), sql, tabId, how);
  }

  /** Follows an execution that was started before or elsewhere. NOT_FOUND when Athena knows none of that id. */
  async attach(lakeId: string, athenaExecutionId: string, tabId: string | null, options: Options): Promise<Execution> {
    const lake = this.#dependencies.lakes.get(lakeId);
    const engine = athenaOf(lake);
    const { sql, facts } = await engine.find(athenaExecutionId, options);
    return this.#executions.attach(lake, engine, { sql, facts: { ...facts, executionId: athenaExecutionId }, tabId });
  }

  /** UNAVAILABLE with the reason when the lake has no Athena. */
  athena(lakeId: string): AthenaEngine {
    return athenaOf(this.#dependencies.lakes.get(lakeId));
  }

  athenaAccess(lakeId: string): AthenaAccess {
    return this.#dependencies.lakes.get(lakeId).queries.athena;
  }

  async *watch(executionId: string, options: Options): AsyncGenerator<Execution, void, undefined> {
    const running = this.#executions.find(executionId);
    if (running) yield* running.follow(options.signal);
    else yield await this.get(executionId, options);
  }

  /** NOT_FOUND when nothing is known of it; one that has ended stays as it is. */
  cancel(executionId: string): void {
    const running = this.#executions.find(executionId);
    if (running) running.cancel();
    else if (!this.#records.find(executionId)) throw unknownExecution();
  }

  async get(executionId: string, options: Options): Promise<Execution> {
    const running = this.#executions.find(executionId);
    if (running) return running.execution;
    const ended = this.#records.find(executionId);
    if (!ended) throw unknownExecution();
    if (ended.resultSetId === null) return ended;
    const result = await this.#dependencies.resultSets.describe(ended.resultSetId, options);
    return result ? { ...ended, columns: [...result.columns] } : { ...ended, resultSetId: null };
  }

  async rows(
    request: { resultSetId: string; viewId: string | null; start: number; end: number },
    options: Options,
  ): Promise<RowBlock> {
    const { start, end } = request;
    const isRange = Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && start <= end;
    if (!isRange || end - start > MOST_ROWS) {
      throw new AppError("INVALID_INPUT", `Rows ${start} to ${end} cannot be read at once.`, {
        hint: `Ask for at most ${MOST_ROWS} rows.`,
      });
    }
    return this.#dependencies.resultSets.rows(request, options);
  }

  arrange(request: { resultSetId: string; arrangement: Arrangement }, options: Options): Promise<ResultView> {
    return this.#dependencies.resultSets.arrange(request, options);
  }

  release(resultSetId: string): Promise<void> {
    return this.#dependencies.resultSets.release(resultSetId);
  }

  /** The text that a result came from; null when it is not known any more. */
  sqlOfResult(resultSetId: string): string | null {
    return this.#records.sqlOfResult(resultSetId);
  }

  nameOf({ lakeId, zoneId, path }: ObjectAddress, options: Options): Promise<string> {
    return this.#dependencies.lakes.get(lakeId).queries.local.nameOf({ zoneId, path }, options);
  }

  /** Columns of one name of the vocabulary; fails as `QueryEngine.columnsOf`. */
  columnsOf(lakeId: string, table: { schema: string; name: string }, options: Options): Promise<readonly Column[]> {
    return this.#dependencies.lakes.get(lakeId).queries.local.columnsOf(table, options);
  }

  /** Of the files of the lake, or of a place in Athena. */
  vocabulary(lakeId: string, athena: AthenaOptions | null, options: Options): Promise<QueryVocabulary> {
    if (athena) return this.athena(lakeId).vocabulary(athena, options);
    return this.#dependencies.lakes.get(lakeId).queries.local.vocabulary(options);
  }

  history(
    lakeId: string,
    request: { search: string; before: string | null; limit: number },
    options: Options,
  ): Promise<HistoryPage> {
    return this.#history.page(lakeId, request, options);
  }

  usage(lakeId: string, names: readonly { qualifier: string; name: string }[], options: Options): Promise<TableUsage> {
    return tableUsage(this.#dependencies.database, lakeId, names, options);
  }

  /** The tables that runs of the history have named, newest first. */
  queriedNames(lakeId: string, options: { since: number; signal: AbortSignal }): AsyncIterable<readonly QueriedName[]> {
    return queriedNames(this.#dependencies.database, lakeId, options);
  }

  /** Called after a run has ended and after some were taken out of the history, with the lake; returns the stop. */
  onHistoryChange(listener: (lakeId: string) => void): () => void {
    this.#historyListeners.add(listener);
    return () => this.#historyListeners.delete(listener);
  }

  /** Null is all. What an open tab shows stays until the tab is closed or runs again. */
  async forgetHistory(lakeId: string, executionIds: readonly string[] | null): Promise<void> {
    const freed = this.#history.forget(lakeId, executionIds);
    this.#tellOfHistory(lakeId);
    await this.#freed.remove(lakeId, freed);
  }

  tabs(lakeId: string): OpenTabs {
    return this.#tabs.read(lakeId);
  }

  async saveTabs(lakeId: string, changes: TabChanges): Promise<void> {
    this.#tabs.save(lakeId, changes);
    await this.#freed.remove(lakeId, this.#history.sweep(lakeId));
  }

  /** Resolves once every query that was started by now has ended. */
  whenIdle(): Promise<void> {
    return this.#executions.whenIdle();
  }

  /** Cancels what runs here; it is in the history then. What Athena runs goes on. */
  async close(): Promise<void> {
    this.#stopFollowing();
    await this.#executions.close();
    await this.#freed.close();
  }

  async #afterEnd(lakeId: string): Promise<void> {
    this.#tellOfHistory(lakeId);
    this.#ends += 1;
    if (this.#ends % PRUNE_EVERY !== 1) return;
    try {
      await this.#freed.remove(lakeId, this.#history.prune(lakeId));
    } catch (error) {
      log("warn", "the history was not shortened", { lake: lakeId, error });
    }
  }

  #tellOfHistory(lakeId: string): void {
    for (const listener of this.#historyListeners) listener(lakeId);
  }
}

function unknownExecution(): AppError {
  return new AppError("NOT_FOUND", "Nothing is known of that query any more.", { hint: "Run it again." });
}
