import { z } from "zod";
import { Execution } from "../../../shared/contract/query.ts";
import { AthenaFacts, CostEstimate } from "../../../shared/domain/athena.ts";
import { AppError, AppErrorData } from "../../../shared/domain/app-error.ts";
import type { AppDatabase } from "../../state/app-database.ts";
import { jsonOrNull, numberOrNull, textOrNull } from "./row-values.ts";

/** How an execution ended. */
export interface ExecutionEnd {
  state: "succeeded" | "failed" | "cancelled";
  durationMs: number;
  rows: number | null;
  statement: Execution["statement"];
  resultSetId: string | null;
  warnings: readonly string[];
  error: AppErrorData | null;
  athena: AthenaFacts | null;
  cost: CostEstimate | null;
}

type ExecutionStart = Pick<Execution, "id" | "lakeId" | "tabId" | "engine" | "startedAt" | "sql" | "athena">;

const Stored = Execution.pick({ engine: true, statement: true });
const Warnings = z.array(z.string());

/** What is kept of every execution, from when it starts. */
export class ExecutionRecords {
  readonly #database: AppDatabase;

  constructor(database: AppDatabase) {
    this.#database = database;
  }

  /** An app that ended without a word left executions behind that nobody will end. */
  markInterrupted(): void {
    this.#database.sql.exec("UPDATE query_execution SET state = 'interrupted' WHERE state = 'running'");
  }

  begin({ id, lakeId, tabId, engine, startedAt, sql, athena }: ExecutionStart): void {
    this.#database.sql
      .prepare(
        `INSERT INTO query_execution (id, lake_id, tab_id, engine, state, started_at, size, sql, athena)
         VALUES (?, ?, ?, ?, 'running', ?, ?, ?, ?)`,
      )
      .run(id, lakeId, tabId, engine, startedAt, sql.length, sql, athena && JSON.stringify(athena));
  }

  /** What Athena says of an execution that runs. */
  learn(id: string, athena: AthenaFacts): void {
    this.#database.sql.prepare("UPDATE query_execution SET athena = ? WHERE id = ?").run(JSON.stringify(athena), id);
  }

  end(id: string, end: ExecutionEnd): void {
    this.#database.sql
      .prepare(
        `UPDATE query_execution SET state = ?, duration_ms = ?, rows = ?, statement = ?, result_set_id = ?, warnings = ?,
           error = ?, athena = ?, cost = ? WHERE id = ?`,
      )
      .run(
        end.state,
        end.durationMs,
        end.rows,
        end.statement,
        end.resultSetId,
        JSON.stringify(end.warnings),
        end.error && JSON.stringify(end.error),
        end.athena && JSON.stringify(end.athena),
        end.cost && JSON.stringify(end.cost),
        id,
      );
  }

  /** An execution that has ended, without the columns of its result; null when nothing is known of it. */
  find(id: string): Execution | null {
    const row = this.#database.sql.prepare("SELECT * FROM query_execution WHERE id = ?").get(id);
    return row ? fromRow(row) : null;
  }

  /** The text that a result came from; null when it is not known any more. */
  sqlOfResult(resultSetId: string): string | null {
    const row = this.#database.sql.prepare("SELECT sql FROM query_execution WHERE result_set_id = ?").get(resultSetId);
    return row ? String(row["sql"]) : null;
  }
}

function fromRow(row: Record<string, unknown>): Execution {
  const athena = jsonOrNull(row["athena"], AthenaFacts);
  return {
    ...Stored.parse({ engine: row["engine"], statement: row["statement"] }),
    ...endOf(String(row["state"]), textOrNull(row["error"]), athena),
    athena,
    cost: jsonOrNull(row["cost"], CostEstimate),
    id: String(row["id"]),
    lakeId: String(row["lake_id"]),
    tabId: textOrNull(row["tab_id"]),
    sql: String(row["sql"]),
    startedAt: String(row["started_at"]),
    elapsedMs: numberOrNull(row["duration_ms"]) ?? 0,
    progress: row["state"] === "succeeded" ? 1 : null,
    rows: numberOrNull(row["rows"]),
    memoryBytes: null,
    download: null,
    resultSetId: textOrNull(row["result_set_id"]),
    columns: [],
    warnings: Warnings.parse(JSON.parse(String(row["warnings"]))),
  };
}

/** To a person who looks at it, an execution that was interrupted has failed. */
function endOf(state: string, error: string | null, athena: AthenaFacts | null): Pick<Execution, "state" | "error"> {
  switch (state) {
    case "succeeded":
    case "cancelled":
      return { state, error: null };
    case "failed":
      return { state, error: error === null ? null : AppErrorData.parse(JSON.parse(error)) };
    default:
      return { state: "failed", error: (athena?.executionId ? leftInAthena : interrupted).toData() };
  }
}

const interrupted = new AppError("ENGINE_LOST", "Lakeshore ended before this query did.", {
  hint: "Run it again.",
  retryable: true,
});

const leftInAthena = new AppError("ENGINE_LOST", "Lakeshore ended before this query did. Athena went on with it.", {
  hint: "Attach to it again to see what came of it.",
  retryable: true,
});
