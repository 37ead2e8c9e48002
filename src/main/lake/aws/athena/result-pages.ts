import { open } from "node:fs/promises";
import { GetQueryResultsCommand, type AthenaClient, type ColumnInfo, type Row } from "@aws-sdk/client-athena";
import type { AthenaCalls } from "./athena-calls.ts";

/** Rows that one call gives at most (API reference, GetQueryResults). */
const PAGE = 1_000;

interface Page {
  columns: ColumnInfo[];
  rows: Row[];
  /** Rows that INSERT, CREATE TABLE AS and the like wrote. */
  updateCount: number | null;
  next: string | null;
}

/** Reads a result through Athena's API. */
export class ResultPages {
  readonly #client: AthenaClient;
  readonly #calls: AthenaCalls;

  constructor(client: AthenaClient, calls: AthenaCalls) {
    this.#client = client;
    this.#calls = calls;
  }

  /** What a result's columns are, and how many rows were written. */
  async describe(id: string, signal: AbortSignal): Promise<Pick<Page, "columns" | "updateCount">> {
    return this.#page(id, null, 1, signal);
  }

  /**
   * Writes all rows to a new file, as the CSV that Athena itself writes: NULL bare, everything else in quotes. The first
   * page of a SELECT alone begins with the names of its columns (docs, "GetQueryResults"), which are left out.
   */
  async writeCsv(
    id: string,
    path: string,
    { hasHeader, signal, onRows }: { hasHeader: boolean; signal: AbortSignal; onRows: (rows: number) => void },
  ): Promise<void> {
    const file = await open(path, "wx", 0o600);
    try {
      let written = 0;
      for (let next: string | null = null, isFirst = true; isFirst || next !== null; isFirst = false) {
        const page: Page = await this.#page(id, next, PAGE, signal);
        const rows = isFirst && hasHeader ? page.rows.slice(1) : page.rows;
        await file.write(rows.map((row) => csvLine(row, page.columns.length)).join(""));
        written += rows.length;
        onRows(written);
        next = page.next;
      }
    } finally {
      await file.close();
    }
  }

  async #page(id: string, token: string | null, most: number, signal: AbortSignal): Promise<Page> {
    const context = { call: "athena:GetQueryResults", resource: `the result of execution ${id}` };
    const command = new GetQueryResultsCommand({
      QueryExecutionId: id,
      MaxResults: most,
      ...(token !== null && { NextToken: token }),
    });
    const page = await this.#calls.make(context, signal, (abortSignal) => this.#client.send(command, { abortSignal }));
    return {
      columns: page.ResultSet?.ResultSetMetadata?.ColumnInfo ?? [],
      rows: page.ResultSet?.Rows ?? [],
      updateCount: page.UpdateCount ?? null,
      next: page.NextToken ?? null,
    };
  }
}

function csvLine({ Data = [] }: Row, width: number): string {
  const cells = Array.from({ length: Math.max(1, width) }, (_, index) => csvCell(Data[index]?.VarCharValue));
  return `${cells.join(",")}\n`;
}

function csvCell(value: string | undefined): string {
  return value === undefined ? "" : `"${value.replaceAll('"', '""')}"`;
}
