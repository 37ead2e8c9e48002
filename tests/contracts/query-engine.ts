import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { QueryEngine, QueryOutcome } from "../../src/main/lake/ports.ts";
import type { ResultSets } from "../../src/main/lake/result-sets.ts";
import { isCancellation } from "../../src/shared/domain/app-error.ts";
import type { Cell, RowBlock } from "../../src/shared/domain/columns.ts";

/** Rows that a question is to yield. Types are those that DuckDB and Athena both know. */
export interface WantedRows {
  columns: readonly { name: string; type: "varchar" | "bigint" | "double" | "boolean" | "date" | "timestamp" }[];
  rows: readonly (readonly Cell[])[];
}

export interface QueryEngineUnderTest {
  engine: QueryEngine;
  results: ResultSets;
  /** SQL that yields these rows. */
  sqlOf: (wanted: WantedRows) => Promise<string>;
  dispose: () => Promise<void>;
}

const never = new AbortController().signal;

/** What every adapter of the QueryEngine port does. */
export function queryEngineContract(adapter: string, make: () => Promise<QueryEngineUnderTest>): void {
  describe(`query engine: ${adapter}`, () => {
    let tested: QueryEngineUnderTest;
    beforeAll(async () => {
      tested = await make();
    });
    afterAll(() => tested.dispose());

    const run = (sql: string, signal = never) =>
      tested.engine.execute({ executionId: randomUUID(), sql }, { signal, onProgress: () => undefined });

    const answer = async (wanted: WantedRows) => run(await tested.sqlOf(wanted));

    async function block({ resultSetId }: QueryOutcome, end = 1_000): Promise<RowBlock> {
      if (resultSetId === null) throw new Error("there is no result set");
      return tested.results.rows({ resultSetId, viewId: null, start: 0, end }, { signal: never });
    }

    it("answers with columns, rows and a result set that is kept", async () => {
      const outcome = await answer({
        columns: [
          { name: "id", type: "bigint" },
          { name: "name", type: "varchar" },
        ],
        rows: [
          ["1", "Ærø"],
          ["9007199254740993", "東京"],
        ],
      });
      expect(outcome).toMatchObject({ statement: "select", rows: 2, warnings: [] });
      expect(outcome.columns.map(({ name, kind }) => [name, kind])).toEqual([
        ["id", "integer"],
        ["name", "text"],
      ]);
      const { rows, columns } = await block(outcome);
      expect(rows).toEqual([
        ["1", "Ærø"],
        ["9007199254740993", "東京"],
      ]);
      expect(columns).toEqual(outcome.columns);
    });

    it("keeps NULL and the empty text apart, also in a row of one column", async () => {
      const two = await answer({
        columns: [
          { name: "a", type: "varchar" },
          { name: "b", type: "varchar" },
        ],
        rows: [
          [null, ""],
          ["", null],
          [null, null],
        ],
      });
      expect((await block(two)).rows).toEqual([
        [null, ""],
        ["", null],
        [null, null],
      ]);
      const one = await answer({ columns: [{ name: "a", type: "varchar" }], rows: [["x"], [null], [""], [null]] });
      expect((await block(one)).rows).toEqual([["x"], [null], [""], [null]]);
    });

    it("keeps quotes, line breaks, commas and tabs of texts", async () => {
      const texts = ['say "hi"', "two\nlines", "a,b", "tab\there", " padded ", "\\", "NULL"];
      const outcome = await answer({ columns: [{ name: "a", type: "varchar" }], rows: texts.map((text) => [text]) });
      expect((await block(outcome)).rows).toEqual(texts.map((text) => [text]));
    });

    it("gives values their types, so that they are sorted as what they are", async () => {
      const outcome = await answer({
        columns: [
          { name: "n", type: "bigint" },
          { name: "d", type: "date" },
          { name: "t", type: "timestamp" },
          { name: "f", type: "double" },
          { name: "b", type: "boolean" },
        ],
        rows: [
          ["10", "2024-02-29", "2024-02-29 12:34:56.789", "0.1", "true"],
          ["9", null, null, "-2.5", "false"],
          [null, "1999-12-31", "1969-12-31 23:59:59.999", null, null],
        ],
      });
      expect(outcome.columns.map(({ kind }) => kind)).toEqual(["integer", "date", "timestamp", "float", "boolean"]);
      expect((await block(outcome)).rows[0]).toEqual(["10", "2024-02-29", "2024-02-29 12:34:56.789", "0.1", "true"]);
      const resultSetId = outcome.resultSetId ?? "";
      const arrangement = { sort: [{ column: "n", descending: false }], filters: [] };
      const { viewId } = await tested.results.arrange({ resultSetId, arrangement }, { signal: never });
      const sorted = await tested.results.rows({ resultSetId, viewId, start: 0, end: 3 }, { signal: never });
      expect(sorted.rows.map(([n]) => n).filter((n) => n !== null)).toEqual(["9", "10"]);
    });

    it("answers with no rows and all columns", async () => {
      const outcome = await answer({ columns: [{ name: "a", type: "varchar" }], rows: [] });
      expect(outcome).toMatchObject({ rows: 0, columns: [{ name: "a" }] });
      expect((await block(outcome)).rows).toEqual([]);
    });

    it("refuses several statements, and one that writes", async () => {
      await expect(run("SELECT 1; SELECT 2")).rejects.toMatchObject({ code: "QUERY_REFUSED" });
      await expect(run("DROP TABLE raw.flights")).rejects.toMatchObject({ code: "QUERY_REFUSED" });
      await expect(run("CREATE TABLE t AS SELECT 1 AS a")).rejects.toMatchObject({ code: "QUERY_REFUSED" });
    });

    it("starts nothing that was cancelled before", async () => {
      await expect(run("SELECT 1", AbortSignal.abort())).rejects.toSatisfy(isCancellation);
    });
  });
}
