import { z } from "zod";
import { Arrangement } from "../../shared/contract/query.ts";
import { AppErrorData } from "../../shared/domain/app-error.ts";
import { Cell, Column, RowBlock } from "../../shared/domain/columns.ts";
import { CsvOptions, XlsxOptions } from "../../shared/domain/export-options.ts";

/** The language between main and an engine's process: structured-clone messages, checked on both sides. */

/** Environment variable that carries `EngineSettings` as JSON. */
export const settingsVariable = "LAKESHORE_ENGINE";

export const EngineSettings = z.object({
  role: z.enum(["questions", "files"]),
  /** Memory in bytes that one piece of work may have DuckDB take. */
  memoryPerCall: z.number(),
  /** Threads of one piece of work. */
  threads: z.int(),
  /** A folder of the process's own for what does not fit into memory; emptied when it starts. */
  spillFolder: z.string(),
  /** Bytes that one piece of work may put there. */
  spillBytes: z.number(),
  /** How often the process says that it lives, in milliseconds. */
  heartbeatMs: z.number(),
});
export type EngineSettings = z.infer<typeof EngineSettings>;

const Statement = z.object({ sql: z.string(), params: z.array(Cell).readonly().optional() });

const ResultSource = z.object({
  kind: z.literal("result"),
  /** The folder that the result set is kept in. */
  folder: z.string(),
  /** Null is the result as it came. */
  arrangement: Arrangement.nullable(),
  columns: z.array(z.string()).readonly().nullable(),
  ranges: z
    .array(z.tuple([z.number(), z.number()]).readonly())
    .readonly()
    .nullable(),
});
export type ResultSource = z.infer<typeof ResultSource>;

const Target = z.object({ path: z.string(), partialPath: z.string() });

export const EngineCall = z.discriminatedUnion("operation", [
  z.object({
    operation: z.literal("script"),
    statements: z.array(Statement).readonly(),
    readable: z.array(z.string()).readonly(),
    maxRows: z.number(),
  }),
  z.object({
    operation: z.literal("write"),
    source: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("statement"), statement: Statement }),
      ResultSource,
    ]),
    target: z.discriminatedUnion("format", [
      Target.extend({ format: z.literal("csv"), options: CsvOptions }),
      Target.extend({ format: z.literal("xlsx"), options: XlsxOptions }),
    ]),
    readable: z.array(z.string()).readonly(),
  }),
  z.object({ operation: z.literal("analyse"), sql: z.string() }),
  z.object({
    operation: z.literal("explain"),
    sql: z.string(),
    setup: z.array(Statement).readonly(),
    readable: z.array(z.string()).readonly(),
  }),
  z.object({
    operation: z.literal("ask"),
    sql: z.string(),
    setup: z.array(Statement).readonly(),
    readable: z.array(z.string()).readonly(),
    /** An empty folder for the result set. */
    folder: z.string(),
    /** Bytes that the result set may take. */
    maxBytes: z.number(),
    /** Of each column, what people see in place of DuckDB's type; null is DuckDB's. */
    shown: z
      .array(Column.pick({ type: true, kind: true }))
      .readonly()
      .nullable(),
  }),
  z.object({
    operation: z.literal("arrange"),
    folder: z.string(),
    arrangement: Arrangement,
    /** The file for the row numbers of the order; appears only when it is whole. */
    orderPath: z.string(),
  }),
]);
export type EngineCall = z.infer<typeof EngineCall>;
export type EngineOperation = EngineCall["operation"];

const QuestionAnalysis = z.object({
  statement: z.enum(["select", "explain", "describe", "show", "summarize"]),
  sql: z.string(),
  tables: z.array(
    z.object({ qualifiers: z.array(z.string()), name: z.string(), offset: z.number(), certain: z.boolean() }),
  ),
  calls: z.array(
    z.object({
      function: z.string(),
      takesList: z.boolean(),
      offset: z.number(),
      start: z.number(),
      end: z.number(),
      callEnd: z.number().nullable(),
      paths: z.array(z.string()),
    }),
  ),
  listing: z.object({ of: z.enum(["tables", "schemas"]), schema: z.string().nullable() }).nullable(),
});

/** What each operation answers. */
export const answers = {
  script: z.array(RowBlock),
  write: z.object({ rows: z.number(), bytes: z.number(), warnings: z.array(z.string()) }),
  analyse: QuestionAnalysis,
  explain: z.string(),
  ask: z.object({ columns: z.array(Column), rows: z.number() }),
  arrange: z.object({ rows: z.number() }),
} satisfies Record<EngineOperation, z.ZodType>;
export type AnswerOf<O extends EngineOperation> = z.infer<(typeof answers)[O]>;

/** How far a call is; `fraction` is 0 to 1. What an operation cannot say is null. */
export const CallProgress = z.object({ fraction: z.number().nullable(), rows: z.number().nullable() });
export type CallProgress = z.infer<typeof CallProgress>;

export const ToEngine = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("call"), id: z.int(), call: EngineCall }),
  z.object({ kind: z.literal("cancel"), id: z.int() }),
]);
export type ToEngine = z.infer<typeof ToEngine>;

export const FromEngine = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready") }),
  z.object({ kind: z.literal("alive"), memoryBytes: z.number() }),
  /** A call has been taken up; what comes to none may be made again. */
  z.object({ kind: z.literal("begun"), id: z.int() }),
  z.object({ kind: z.literal("progress"), id: z.int(), progress: CallProgress }),
  z.object({ kind: z.literal("done"), id: z.int(), answer: z.unknown() }),
  z.object({ kind: z.literal("failed"), id: z.int(), error: AppErrorData }),
]);
export type FromEngine = z.infer<typeof FromEngine>;
