import { DuckDBInstance } from "@duckdb/node-api";
import { expect, it } from "vitest";
import { splitStatements } from "../../src/shared/domain/sql-statements.ts";

const literals = [
  "1",
  "';'",
  "'a'';'",
  "'\\'",
  "E'\\';'",
  "e'a''\\\\'",
  "E'a'\n'\\';'",
  "E'a'\n-- ;\n'\\';'",
  "'a'\n'\\'",
  "$$;'$$",
  "$a$;$$;$b$;$a$",
  "$é$;$é$",
  "X'41'",
  '1 as "a;"";"',
  "1 as a$b$",
  "1 as 😀$$",
  "5 - -3",
  "5/2*/* ; */3",
];
const blanks = [" ", "\n", "/* ; /* ' */ ; */", "-- ; '\n", "--\r", "/*/ ; */", "\t/**/ "];
const ends = [";", ";;", " ; -- $$\n", ";/* ; */"];

/** The same numbers in every run. */
function* numbers(): Generator<number, never> {
  for (let state = 7; ; state = (state * 48_271) % 2_147_483_647) yield state;
}

it("splits where DuckDB splits", async () => {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const random = numbers();
  const one = (of: readonly string[]) => of[random.next().value % of.length] ?? "";
  for (let run = 0; run < 400; run += 1) {
    const count = 1 + (random.next().value % 4);
    const text = Array.from({ length: count }, () => `${one(blanks)}select${one(blanks)}${one(literals)}${one(blanks)}`)
      .map((statement) => statement + one(ends))
      .join("");
    const theirs = await connection.extractStatements(text);
    expect(theirs.count, text).toBe(count);
    expect(splitStatements(text).length, text).toBe(count);
    for (const { sql } of splitStatements(text)) expect((await connection.extractStatements(sql)).count, sql).toBe(1);
  }
  connection.closeSync();
  instance.closeSync();
});
