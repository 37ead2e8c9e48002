import { expect, test } from "vitest";
import { ask, rowsOf, startEngines } from "./engine-under-test.ts";

test("keeps the rows of a question in their order, as exact text", async () => {
  const engines = await startEngines();
  const answer = await ask(engines, "SELECT i, i * 1.5 AS amount FROM range(10000) t(i) ORDER BY i DESC -- the end");
  expect(answer).toMatchObject({
    rows: 10000,
    columns: [
      { name: "i", type: "BIGINT", kind: "integer" },
      { name: "amount", type: "DECIMAL(21,1)", kind: "decimal" },
    ],
  });
  expect(await rowsOf(engines, answer.resultSetId, 0, 2)).toEqual([
    ["9999", "14998.5"],
    ["9998", "14997.0"],
  ]);
  expect(await rowsOf(engines, answer.resultSetId, 9998, 10100)).toEqual([
    ["1", "1.5"],
    ["0", "0.0"],
  ]);
});
