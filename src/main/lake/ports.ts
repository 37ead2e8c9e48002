import type { StatementKind } from "../../shared/contract/query.ts";
import type {
  AthenaFacts,
  AthenaOptions,
  AthenaWorkgroup,
  AthenaWorkgroupFacts,
  EngineKind,
} from "../../shared/domain/athena.ts";
import type { AppError } from "../../shared/domain/app-error.ts";
import type { Column } from "../../shared/domain/columns.ts";
import type { CsvOptions, XlsxOptions } from "../../shared/domain/export-options.ts";
import type { LakeDefinition } from "../../shared/domain/lake-definition.ts";
import type { LakePlace } from "../../shared/domain/lake-place.ts";
import type { TableVersionPage } from "../../shared/domain/managed-catalog.ts";
import type { TableEntry } from "../../shared/domain/table-entry.ts";
import type { ProfileOptions, ProfileOutcome, ProfileRequest } from "./dataset-profile.ts";
import type { ManagedCatalogAccess } from "./managed-catalog.ts";
import type { Journal } from "./journal/journal-port.ts";
import type { ObjectDetails } from "./object-details.ts";
import type { ResumableWrite } from "./resumable-write.ts";

/**
 * What a lake is made of, as capabilities see it. A lake is one choice for each port. All keys are "/"-separated and
 * relative to the root of the store; adapters turn every failure into an `AppError`.
 */
export interface Lake {
  readonly id: string;
  /** The folder or bucket, as people read it. */
  readonly location: string;
  readonly objects: ObjectStore;
  /** Absent where the store knows no more of objects than their bytes. */
  readonly details?: ObjectDetails;
  readonly tables: TableCatalog;
  readonly queries: QueryEngines;
  readonly identity: Identity;
  readonly journal: Journal;
  /** The newest definition that was read; changes when this or another app writes a revision. */
  definition(): LakeDefinition;
}

/** Whether something can be done here and, if not, why, in words for people. */
export type Capability = { available: true } | { available: false; reason: string };

export interface StoredObject {
  readonly kind: "object";
  readonly key: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Changes whenever the content does; comparable only for equality. */
  readonly etag: string;
  /** Where the store has classes; absent for the one that is usual. */
  readonly storageClass?: string;
}

export interface StoredPrefix {
  readonly kind: "prefix";
  /** Ends in "/". */
  readonly key: string;
  readonly modified: number | null;
}

/** A symbolic link or special file of a folder lake: shown, never followed or read. */
export interface StoredLink {
  readonly kind: "link";
  readonly key: string;
  readonly target: string | null;
}

export type StoreEntry = StoredObject | StoredPrefix | StoredLink;

export interface ReadOptions {
  /** Bytes [start, end); end is clipped to the size. The whole object when absent. */
  range?: { start: number; end: number };
  /** CHANGED_WHILE_READING when the object no longer has this etag. */
  ifMatch?: string;
  /** What comes is not kept for other readers: nobody will ask for it again. */
  isReadOnce?: boolean;
  signal: AbortSignal;
}

export interface WriteOptions {
  /** "create" fails with ALREADY_EXISTS, atomically at the end; "replace" swaps the whole object at the end. */
  mode: "create" | "replace";
  /** Bytes that will come, when known: a shorter or longer body is CHANGED_WHILE_READING. */
  size?: number;
  /** Where the body can be read from any position. Needs `size`. */
  resumable?: ResumableWrite;
  signal: AbortSignal;
  onProgress?: (bytes: number) => void;
}

export type DeleteOutcome = { key: string; error: Error | null };

/** Change of a watched prefix: keys that may have been added, changed or removed; null means "list again". */
export type StoreChange = { keys: readonly string[] | null };

export type OnUnreadable = (prefix: string, reason: AppError) => void;

export interface ObjectStore {
  /** "atomicCreate": the store itself lets one writer alone have a new key; else races with others can be missed. */
  capabilities(): Record<"watch" | "rename" | "emptyFolders" | "write" | "atomicCreate", Capability>;
  /**
   * Direct children of a prefix (`recursive: false`) or every object below it, in pages of at most 1,000 entries and
   * in the store's own order. A prefix that does not exist is NOT_FOUND; the first page comes as soon as it can.
   * Prefixes below that are there and cannot be read are passed over, and `onUnreadable` is told of each.
   */
  list(
    prefix: string,
    options: { recursive: boolean; signal: AbortSignal; onUnreadable?: OnUnreadable },
  ): AsyncIterable<readonly StoreEntry[]>;
  /** NOT_FOUND when there is nothing of that key. */
  stat(key: string, options: { signal: AbortSignal }): Promise<StoreEntry>;
  /** Chunks of the object; leaving the loop closes it. */
  read(key: string, options: ReadOptions): AsyncIterable<Uint8Array>;
  /** Never visible under `key` before it is whole and durable. */
  write(key: string, body: AsyncIterable<Uint8Array>, options: WriteOptions): Promise<StoredObject>;
  copy(from: string, to: string, options: WriteOptions): Promise<StoredObject>;
  /** Moves one object, or a whole prefix (both end in "/"). Never replaces: ALREADY_EXISTS. */
  rename(from: string, to: string, options: { signal: AbortSignal }): Promise<void>;
  /** One outcome a key, in any order; a key that is gone already counts as deleted. */
  delete(
    keys: AsyncIterable<string> | Iterable<string>,
    options: { signal: AbortSignal },
  ): AsyncIterable<DeleteOutcome>;
  createFolder(prefix: string, options: { signal: AbortSignal }): Promise<void>;
  /** Follows the direct children of a prefix until aborted. Says first how it does so. */
  watch(
    prefix: string,
    options: { signal: AbortSignal; onMode: (mode: "watching" | "polling") => void },
  ): AsyncIterable<StoreChange>;
  /** Set for a store far away: the bytes that any read fetches at least, and the version last seen of a key, which may be outdated. */
  readonly remote?: { readonly readUnit: number; seen(key: string): StoredObject | null };
  /** Real path of an object or prefix on this machine, resolved and proven to be inside the lake; null for remote stores. */
  localPath(key: string, options: { signal: AbortSignal }): Promise<string | null>;
}

/** What a table is known by. */
export type TablePlace = Pick<TableEntry, "zoneId" | "name">;

export interface TableCatalog {
  capabilities(): { write: Capability };
  /** Partitions, versions and crawlers, where the catalog is a service that has them. */
  readonly managed: ManagedCatalogAccess;
  /**
   * Tables in (zone, name) order, those in no zone last, in pages. `zoneId` null is all of them; `after` goes on behind
   * a table of that place. What `onChange` tells before the first page comes is in the pages.
   */
  list(options: {
    zoneId: string | null;
    after?: TablePlace | undefined;
    signal: AbortSignal;
  }): AsyncIterable<readonly TableEntry[]>;
  /** NOT_FOUND when there is none; `zoneId` null is what lies in no zone. */
  get(zoneId: string | null, name: string, options: { signal: AbortSignal }): Promise<TableEntry>;
  /** `expected` null creates (ALREADY_EXISTS); a number replaces that revision (CONFLICT). */
  put(table: TableEntry, expected: number | null, options: { signal: AbortSignal }): Promise<TableEntry>;
  remove(zoneId: string | null, name: string, options: { signal: AbortSignal }): Promise<void>;
  /** Newest first, each with what it changed; `after` is the `next` of the page before. */
  versions(
    table: TablePlace,
    page: { after: string | null; limit: number },
    options: { signal: AbortSignal },
  ): Promise<TableVersionPage>;
  /** Called after any change by this app or another; returns the stop. */
  onChange(listener: () => void): () => void;
}

/** The engines of a lake: DuckDB on this machine reads its files, always; Athena is beside it where the lake has it. */
export interface QueryEngines {
  readonly local: LocalQueryEngine;
  readonly athena: AthenaAccess;
}

export type AthenaAccess = { available: true; engine: AthenaEngine } | { available: false; reason: string };

export interface QueryProgress {
  /** 0 to 1, or null. */
  fraction: number | null;
  rows: number | null;
  memoryBytes: number | null;
  /** Bytes that came from the lake, of those that the statement needs; while they are fetched. */
  download?: { done: number; total: number };
  athena?: AthenaFacts;
}

/** An outcome that has rows. */
export type AnsweredQuery = QueryOutcome & { rows: number; resultSetId: string };

/** What the local engine runs. */
export type ReadingStatement = Extract<StatementKind, "select" | "explain" | "describe" | "show" | "summarize">;

export interface QueryOutcome {
  statement: StatementKind;
  columns: readonly Column[];
  /** Rows of the result set. */
  rows: number | null;
  /** Null for a statement that has no rows. */
  resultSetId: string | null;
  warnings: readonly string[];
  athena?: AthenaFacts;
}

export interface QueryRequest {
  executionId: string;
  sql: string;
  /** For Athena; null is the lake's defaults. */
  athena?: AthenaOptions | null;
  /** The person has said that the statement may write. */
  confirmedWrite?: boolean;
  /** Bytes that the person lets it fetch from the lake; what is more than the engine's own limit fails with TOO_LARGE. */
  allowBytes?: number | null;
}

export interface RunOptions {
  /** With `LeaveRunning` as its reason, what a service runs by itself is left running. */
  signal: AbortSignal;
  onProgress: (progress: QueryProgress) => void;
}

export interface QueryEngine {
  readonly kind: EngineKind;
  /**
   * Runs one statement that a person typed into a result set. QUERY_REFUSED for more than one statement, and for one that
   * writes: `details.confirmable` where it runs once the person has confirmed it. QUERY_FAILED with line and column.
   */
  execute(request: QueryRequest, options: RunOptions): Promise<QueryOutcome>;
}

/**
 * Answers over the files of the zones of its lake and nothing else. Nothing that writes ever runs. TOO_LARGE for what
 * would fetch too much from a lake that is elsewhere: `details` has `bytes`, `limit` and whether it is `askable`, which
 * is to be run again with `allowBytes`.
 */
export interface LocalQueryEngine extends QueryEngine {
  execute(request: QueryRequest, options: RunOptions): Promise<AnsweredQuery>;
  /**
   * Writes a result set, or a whole file or folder dataset of the lake, to a file on this machine. The file appears, or
   * is replaced, only when it is whole. `onProgress` gets rows written.
   */
  export(
    source: QueryExport,
    target: ExportTarget,
    options: { signal: AbortSignal; onProgress: (rows: number) => void },
  ): Promise<ExportOutcome>;
  /**
   * Figures of each column of a whole file or folder dataset. TOO_LARGE as `execute`, and it fails as that does for what is
   * no table.
   */
  profile(request: ProfileRequest, options: ProfileOptions): Promise<ProfileOutcome>;
  /** How a person writes an object or folder in a FROM: `raw.flights`, or `raw."2024/flights.csv"`. */
  nameOf(place: { zoneId: string; path: string }, options: { signal: AbortSignal }): Promise<string>;
  /** What an editor can complete: datasets of the lake by schema (zone) and name, functions and keywords. */
  vocabulary(options: { signal: AbortSignal }): Promise<QueryVocabulary>;
  /** Columns of a dataset by its schema (zone) and name; QUERY_FAILED or UNSUPPORTED for what is no table. */
  columnsOf(table: { schema: string; name: string }, options: { signal: AbortSignal }): Promise<readonly Column[]>;
}

export interface AthenaEngine extends QueryEngine {
  readonly kind: "athena";
  readonly region: string;
  /** What Athena knows of an execution, whoever started it. NOT_FOUND when it knows none of that id. */
  find(athenaExecutionId: string, options: { signal: AbortSignal }): Promise<{ sql: string; facts: AthenaFacts }>;
  /** Waits for an execution that was started before or elsewhere, and fetches its result. Fails as `execute`. */
  attach(athenaExecutionId: string, options: RunOptions): Promise<QueryOutcome>;
  /** Deletes the results that Athena wrote of these executions to the lake's own place; any other place is left alone. */
  discard(executions: readonly AthenaFacts[], options: { signal: AbortSignal }): Promise<void>;
  workgroups(options: { signal: AbortSignal }): Promise<AthenaWorkgroup[]>;
  workgroup(name: string, options: { signal: AbortSignal }): Promise<AthenaWorkgroupFacts>;
  catalogs(workgroup: string | null, options: { signal: AbortSignal }): Promise<string[]>;
  databases(place: AthenaOptions, options: { signal: AbortSignal }): Promise<string[]>;
  /** What an editor can complete in a database. */
  vocabulary(place: AthenaOptions, options: { signal: AbortSignal }): Promise<QueryVocabulary>;
}

export interface QueryVocabulary {
  tables: { schema: string; name: string; columns: Column[] }[];
  functions: string[];
  keywords: string[];
}

export type QueryExport =
  | {
      kind: "result";
      resultSetId: string;
      /** Null is the result as it came. */
      viewId: string | null;
      columns: readonly string[] | null;
      /** Row ranges [start, end) of the view; null is all. */
      ranges: readonly (readonly [number, number])[] | null;
    }
  | { kind: "dataset"; zoneId: string; path: string };

/** `path` is absolute and was chosen by the person, or is in the temp folder. */
export type ExportTarget = { path: string } & (
  { format: "csv"; options: CsvOptions } | { format: "xlsx"; options: XlsxOptions }
);

export interface ExportOutcome {
  rows: number;
  bytes: number;
  /** What the person should know: texts that were cut, sheets that were added. */
  warnings: readonly string[];
}

export interface Identity {
  /** Who the person is to the lake: the OS user on a folder, the caller on AWS. */
  whoAmI(options: { signal: AbortSignal }): Promise<{ principal: string; displayName: string }>;
}

/** The lakes that are open in this app. */
export interface OpenLakes {
  /** NOT_FOUND when the lake is not open; UNAVAILABLE when its store cannot be reached. */
  get(lakeId: string): Lake;
  /** Open lakes now, and whenever one is opened or closed; returns the stop. */
  onChange(listener: (lakes: readonly Lake[]) => void): () => void;
}

/** What a lake is put together from. `definition` is always the newest that is known. */
export interface LakeFacts {
  readonly id: string;
  readonly objects: ObjectStore;
  readonly definition: () => LakeDefinition;
}

export interface OpenedLake {
  readonly lake: Lake;
  /** Frees what the lake holds: watches, databases. */
  close(): Promise<void>;
}

/** A place that is a lake or can become one. */
export interface LakeSite {
  /** Written in one way, by whichever links people came to it. */
  readonly place: LakePlace;
  /** Whether there is something now; "unchecked" where telling would mean to ask a network. INVALID_INPUT for a file. */
  look(): Promise<"present" | "absent" | "unchecked">;
  /** Makes the place where that can be done, so that a store can be opened in it. */
  prepare(): Promise<void>;
  /** UNAVAILABLE, ACCESS_DENIED or AUTH_REQUIRED where the place cannot be reached. */
  openStore(options: { signal: AbortSignal }): Promise<ObjectStore>;
  openLake(facts: LakeFacts): OpenedLake;
}

/** Where lakes can be: folders of this machine, prefixes of buckets. */
export interface LakeSites<Place extends LakePlace = LakePlace> {
  /** INVALID_INPUT for what can be no place of a lake. */
  at(place: Place): Promise<LakeSite>;
  close(): Promise<void>;
}
