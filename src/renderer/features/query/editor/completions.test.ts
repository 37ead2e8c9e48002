import { describe, expect, test } from "vitest";
import { completionsFor } from "./completions.ts";
import { statementContext } from "./statement-context.ts";
import type { Vocabulary } from "./vocabulary.ts";

const column = (name: string, type = "VARCHAR") => ({ name, type, kind: "text" as const });
const vocabulary: Vocabulary = {
  tables: [
    { schema: "raw", name: "flights", columns: [column("origin"), column("delay", "INTEGER")] },
    { schema: "trusted", name: "flights", columns: [column("carrier")] },
    { schema: "raw", name: "2024 sales", columns: [column("Net amount")] },
  ],
  functions: ["sum", "+"],
  keywords: ["select"],
};

function offered(marked: string) {
  const cursor = marked.indexOf("|");
  const context = statementContext(marked.replace("|", ""), cursor);
  return context ? completionsFor(context, vocabulary) : [];
}
const labels = (marked: string) => offered(marked).map(({ label }) => label);

describe("completion", () => {
  test("behind an alias, the columns of its table", () => {
    expect(labels("SELECT f.| FROM raw.flights f")).toEqual(["origin", "delay"]);
    expect(labels("SELECT t.| FROM raw.flights f, trusted.flights t")).toEqual(["carrier"]);
  });

  test("behind a zone, its tables, written as SQL wants them", () => {
    expect(offered("SELECT * FROM raw.|").map(({ apply }) => apply)).toEqual(["flights", '"2024 sales"']);
  });

  test("behind a zone and a table, the columns", () => {
    expect(labels("SELECT trusted.flights.| FROM x")).toEqual(["carrier"]);
  });

  test("where a table is expected, tables and zones and no columns", () => {
    const names = labels("SELECT * FROM |");
    expect(names).toContain("raw.flights");
    expect(names).toContain("trusted");
    expect(names).not.toContain("origin");
  });

  test("elsewhere the columns of the statement's own tables come first", () => {
    const [first] = offered("SELECT | FROM raw.flights").toSorted((a, b) => (b.boost ?? 0) - (a.boost ?? 0));
    expect(first?.label).toBe("origin");
    expect(labels("SELECT | FROM raw.flights")).not.toContain("carrier");
  });

  test("functions are offered, operators are not", () => {
    expect(labels("SELECT |")).toContain("sum");
    expect(labels("SELECT |")).not.toContain("+");
  });
});
