import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { AppErrorData } from "../domain/app-error.ts";
import { AthenaFacts, AthenaOptions, CostEstimate, EngineKind } from "../domain/athena.ts";
import { Column, RowBlock } from "../domain/columns.ts";
import { ObjectAddress } from "../domain/object-address.ts";
import { procedure } from "./base.ts";

/** What a statement does, as far as its first words or its engine tell. */
export const StatementKind = z.enum([
  "select",
  "explain",
  "describe",
  "show",
  "summarize",
  "ctas",
  "insert",
  "unload",
  "merge",
  "update",
  "delete",
  "ddl",
  "other",
]);
export type StatementKind = z.infer<typeof StatementKind>;

export const Execution = z.object({
  id: z.string(),
  lakeId: z.string(),
  tabId: z.string().nullable(),
  sql: z.string(),
  engine: EngineKind,
  state: z.enum(["queued", "running", "succeeded", "failed", "cancelled"]),
  startedAt: z.iso.datetime(),
  elapsedMs: z.number(),
  /** 0 to 1; null when the engine cannot say. */
  progress: z.number().nullable(),
  /** Rows written to the result set so far, and at the end. */
  rows: z.number().nullable(),
  memoryBytes: z.number().nullable(),
  /** How far the bytes that it needs have come from the lake; null while it fetches none. */
  download: z.object({ done: z.number(), total: z.number() }).nullable(),
  statement: StatementKind.nullable(),
  /** Null also for a statement that has no rows to show. */
  resultSetId: z.string().nullable(),
  columns: z.array(Column),
  /** For QUERY_FAILED, `details.line`, `details.column` (1-based) and `details.offset` (0-based) point into `sql`. */
  error: AppErrorData.nullable(),
  warnings: z.array(z.string()),
  /** What Athena says of it; null for other engines. */
  athena: AthenaFacts.nullable(),
  /** An estimate, once it has ended; null where nothing is paid by the byte. */
  cost: CostEstimate.nullable(),
});
export type Execution = z.infer<typeof Execution>;

export const RowFilter = z.object({
  column: z.string(),
  op: z.enum([
    "contains",
    "equals",
    "not-equals",
    "less",
    "less-or-equal",
    "greater",
    "greater-or-equal",
    "starts-with",
    "is-null",
    "is-not-null",
  ]),
  value: z.string(),
});
export type RowFilter = z.infer<typeof RowFilter>;

export const Arrangement = z.object({
  sort: z.array(z.object({ column: z.string(), descending: z.boolean() })).max(8),
  filters: z.array(RowFilter).max(32),
});
export type Arrangement = z.infer<typeof Arrangement>;

/** A result set as it came, or sorted and filtered. */
export const ResultView = z.object({ viewId: z.string(), rows: z.number() });
export type ResultView = z.infer<typeof ResultView>;

export const QueryTab = z.object({
  id: z.string(),
  title: z.string().max(200),
  sql: z.string().max(5_000_000),
  /** What its last run started, in order: one, or one for each statement of "run all". */
  executionIds: z.array(z.string()).max(500),
  /** The saved query that it was opened from or saved as. */
  savedId: z.string().nullable(),
  /** The engine that it runs in; null is the lake's default. */
  engine: EngineKind.nullable().default(null),
  athena: AthenaOptions.nullable().default(null),
});
export type QueryTab = z.infer<typeof QueryTab>;

/** What a window did to the open tabs. Tabs that it does not name are another window's, and stay. */
export const TabChanges = z.object({
  /** New ones, and those with another title, text, run or saved query. */
  changed: z.array(QueryTab).max(200),
  closed: z.array(z.string()).max(1000),
  /** All tabs of the window, as they stand in it. */
  order: z.array(z.string()).max(1000),
  activeId: z.string().nullable(),
});
export type TabChanges = z.infer<typeof TabChanges>;

export const SavedQuery = z.object({
  id: z.string(),
  name: z.string().min(1).max(200),
  description: z.string().max(4000),
  sql: z.string().max(1_000_000),
  updatedAt: z.iso.datetime(),
});
export type SavedQuery = z.infer<typeof SavedQuery>;

export const HistoryEntry = z.object({
  executionId: z.string(),
  /** The first 4,000 characters; `get` has the whole text. */
  sql: z.string(),
  isCut: z.boolean(),
  engine: z.string(),
  /** "interrupted": the app ended in the middle of it, without a word. */
  state: z.enum(["succeeded", "failed", "cancelled", "interrupted"]),
  startedAt: z.iso.datetime(),
  /** Null when not known: it was interrupted. */
  durationMs: z.number().nullable(),
  rows: z.number().nullable(),
  error: z.string().nullable(),
  athena: AthenaFacts.nullable(),
  cost: CostEstimate.nullable(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** What this app's own history says of a table: runs that succeeded. */
export const TableUsage = z.object({
  runs: z.int(),
  lastAt: z.iso.datetime().nullable(),
  /** Newest first, at most 10; `sql` is the beginning. */
  recent: z.array(z.object({ executionId: z.string(), sql: z.string(), startedAt: z.iso.datetime() })),
  /** What the same statements name beside it, most often first. */
  joined: z.array(z.object({ qualifier: z.string(), name: z.string(), runs: z.int() })),
});
export type TableUsage = z.infer<typeof TableUsage>;

const inLake = z.object({ lakeId: z.string() });
const execution = z.object({ executionId: z.string() });

export const queryContract = {
  /**
   * Starts one statement and returns at once. It runs on when the renderer goes away; read it with `watch`. One that is
   * refused (it writes, or is more than one) is an execution that failed with QUERY_REFUSED, so that the tab and the
   * history show it like any other; `details.confirmable` says that it runs when it is sent with `confirmedWrite`.
   * INVALID_INPUT when the text holds no statement, UNAVAILABLE when the lake does not have the engine.
   */
  start: procedure
    .input(
      inLake.extend({
        sql: z.string().min(1).max(5_000_000),
        tabId: z.string().nullable(),
        /** Null is the lake's default. */
        engine: EngineKind.nullable().default(null),
        /** Null is the lake's defaults. */
        athena: AthenaOptions.nullable().default(null),
        confirmedWrite: z.boolean().default(false),
        /**
         * Bytes that the person lets it fetch from a lake that is elsewhere. An execution that would fetch more fails with
         * TOO_LARGE and `details.bytes`; where `details.askable` is true, it runs once they are allowed.
         */
        allowBytes: z.number().min(0).nullable().default(null),
      }),
    )
    .output(Execution),
  /** Splits a text into its statements, with their 0-based offsets, for "run all" and "run at cursor". */
  split: procedure
    .input(z.object({ text: z.string().max(5_000_000) }))
    .output(z.array(z.object({ sql: z.string(), offset: z.int() }))),
  /** The execution now and as it moves (at most ten times a second), until it has ended. Errors as `get`. */
  watch: procedure.input(execution).output(eventIterator(Execution)),
  /** One that has ended stays as it is. */
  cancel: procedure.input(execution).output(z.void()),
  /**
   * A running or finished execution, also from an earlier run of the app. `resultSetId` is null, and `columns` empty,
   * when its result is not kept any more. NOT_FOUND when nothing is known of it.
   */
  get: procedure.input(execution).output(Execution),
  /** Rows [start, end), at most 1,000 a call (INVALID_INPUT). `viewId` null is the result as it came. */
  rows: procedure
    .input(
      z.object({
        resultSetId: z.string(),
        viewId: z.string().nullable(),
        start: z.number().min(0),
        end: z.number().min(0),
      }),
    )
    .output(RowBlock),
  /** Materialises an order of the result set. */
  arrange: procedure.input(z.object({ resultSetId: z.string(), arrangement: Arrangement })).output(ResultView),
  /** Frees a result set. */
  release: procedure.input(z.object({ resultSetId: z.string() })).output(z.void()),
  /**
   * Names for completion: what can be queried in the lake, and the engine's functions and keywords. A table that the
   * catalog does not know comes without its columns (see `columns`). With `athena`: what Athena can query there.
   */
  vocabulary: procedure.input(inLake.extend({ athena: AthenaOptions.nullable().default(null) })).output(
    z.object({
      tables: z.array(z.object({ schema: z.string(), name: z.string(), columns: z.array(Column) })),
      functions: z.array(z.string()),
      keywords: z.array(z.string()),
    }),
  ),
  /** Columns of a name of the vocabulary, read from the head of its file. UNSUPPORTED or QUERY_FAILED for what is no table. */
  columns: procedure.input(inLake.extend({ schema: z.string(), name: z.string() })).output(z.array(Column)),
  /** The SQL name of an object or dataset, quoted as needed: `raw.flights` or `raw."2024/flights.csv"`. */
  nameOf: procedure.input(ObjectAddress).output(z.object({ sql: z.string() })),
  /**
   * What was run, newest first; every word of `search` is in the statement or in its error, whatever the case. `before`
   * is the `next` of the page before. The last 50,000 of a lake are kept, also when the lake is forgotten.
   */
  history: procedure
    .input(
      inLake.extend({ search: z.string().max(500), before: z.string().nullable(), limit: z.int().min(1).max(200) }),
    )
    .output(z.object({ entries: z.array(HistoryEntry), next: z.string().nullable() })),
  /** How often the history names a table, by the names that it goes by: `zone.name`, `zone."path"`, `database.table`. */
  usage: procedure
    .input(
      inLake.extend({
        names: z
          .array(z.object({ qualifier: z.string(), name: z.string().min(1) }))
          .min(1)
          .max(8),
      }),
    )
    .output(TableUsage),
  /** Takes entries (null: all) out of the history and frees their results, but those that an open tab shows. */
  forgetHistory: procedure.input(inLake.extend({ executionIds: z.array(z.string()).nullable() })).output(z.void()),
  /** By name. */
  saved: procedure.input(inLake).output(z.array(SavedQuery)),
  /** Makes or replaces the one of that id. ALREADY_EXISTS when another has the name, whatever the case. */
  save: procedure.input(inLake.extend({ query: SavedQuery.omit({ updatedAt: true }) })).output(SavedQuery),
  removeSaved: procedure.input(inLake.extend({ id: z.string() })).output(z.void()),
  /** Open editor tabs of a lake; kept over restarts. */
  tabs: procedure.input(inLake).output(z.object({ tabs: z.array(QueryTab), activeId: z.string().nullable() })),
  /** Several windows may have the tabs of a lake open: each tells what it changed. All or none of it is kept. */
  saveTabs: procedure.input(inLake.extend(TabChanges.shape)).output(z.void()),
};
