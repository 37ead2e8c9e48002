import type { Cell, Column, RowBlock } from "../../shared/domain/columns.ts";
import type { CsvOptions, XlsxOptions } from "../../shared/domain/export-options.ts";
import type { EngineStatus } from "../../shared/contract/host.ts";
import type { QueryProgress } from "../lake/ports.ts";
import type { QuestionAnalysis } from "./questions/question-analysis.ts";

/**
 * A DuckDB process. Two run: "questions" for what people type and its result sets, "files" for previews, profiles and
 * ingest. Either may be killed and restarted at any time: a call that was under way fails with ENGINE_LOST or
 * OUT_OF_MEMORY and may be made again. One that only reads, and that the process had not begun, is made again by itself.
 */
export interface Engine {
  /**
   * Runs SQL that Lakeshore wrote (never text that a person typed) and returns at most `maxRows` rows.
   * Only the `readable` files and folders (absolute, resolved) can be read; nothing can be written.
   */
  rows(statement: TrustedStatement, options: EngineOptions & { maxRows: number }): Promise<RowBlock>;
  /** Several statements on one connection, in order, with the rows of each: for temporary tables such as rejects. */
  script(statements: readonly TrustedStatement[], options: EngineOptions & { maxRows: number }): Promise<RowBlock[]>;
  /** Writes what a statement yields to a file; the file appears only when it is whole. */
  writeFile(source: EngineSource, target: FileTarget, options: EngineOptions & RowProgress): Promise<FileWritten>;
  /**
   * What a text that a person typed is and names; nothing of it is executed. QUERY_REFUSED for anything but one statement
   * that reads, QUERY_FAILED with the place of a syntax error, INVALID_INPUT for a text without a statement.
   */
  analyse(sql: string, options: { signal: AbortSignal }): Promise<QuestionAnalysis>;
  /**
   * DuckDB's plan of a statement that a person typed, as JSON, by the names and filters of its scans and without what it
   * infers from statistics. Nothing of it runs. Fails as `ask`.
   */
  explain(question: Omit<Question, "executionId">, options: { signal: AbortSignal }): Promise<string>;
  /**
   * Runs one statement that a person typed into a result set. It sees the views of `setup` and the files of `readable`
   * and nothing else; what it is has been decided before (see questions/). Ends in QUERY_FAILED with the place in `sql`,
   * OUT_OF_MEMORY, OUT_OF_SPACE, ENGINE_LOST or CANCELLED.
   */
  ask(
    question: Question,
    options: { signal: AbortSignal; onProgress: (progress: QueryProgress) => void },
  ): Promise<Answer>;
  /** The state of the process now and as it changes. */
  status(signal?: AbortSignal): AsyncIterable<EngineStatus>;
  /** Kills the process; the next call starts another. */
  stop(): Promise<void>;
}

export interface TrustedStatement {
  readonly sql: string;
  readonly params?: readonly Cell[];
}

export interface EngineOptions {
  /** Absolute paths of files and folders that the statement may read. */
  readable: readonly string[];
  signal: AbortSignal;
}

export interface Question {
  executionId: string;
  sql: string;
  /** Statements of Lakeshore's own that come first: schemas and views over the lake's files. */
  setup: readonly TrustedStatement[];
  /** Absolute paths of the files that may be read; no folder, so that a link in one leads nowhere. */
  readable: readonly string[];
  /** Of each column, what people see in place of DuckDB's type. */
  shown?: readonly Pick<Column, "type" | "kind">[];
}

export interface Answer {
  resultSetId: string;
  columns: readonly Column[];
  rows: number;
}

export interface RowProgress {
  onProgress: (rows: number) => void;
}

/** A statement over files, or over a kept result set (table `result`). */
export type EngineSource =
  | { kind: "statement"; statement: TrustedStatement }
  | {
      kind: "result";
      resultSetId: string;
      viewId: string | null;
      columns: readonly string[] | null;
      ranges: readonly (readonly [number, number])[] | null;
    };

export type FileTarget = { path: string } & (
  { format: "csv"; options: CsvOptions } | { format: "xlsx"; options: XlsxOptions }
);

export interface FileWritten {
  rows: number;
  bytes: number;
  warnings: readonly string[];
}
