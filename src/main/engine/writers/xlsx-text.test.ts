import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { cellTextSql, isSimpleSql, isTooLongSql, simpleTextSql, xmlText } from "./xlsx-text.ts";
import { literal } from "./sql-text.ts";

const connection = await (await DuckDBInstance.create()).connect();

async function sqlValue(expression: string): Promise<unknown> {
  const reader = await connection.runAndReadAll(`SELECT ${expression} FROM (SELECT 1)`);
  return reader.getRows()[0]?.[0];
}

const cases: [string, string][] = [
  ["plain", "plain"],
  ["a & b < c > d", "a &amp; b &lt; c &gt; d"],
  ["bell \u0007, return \r", "bell _x0007_, return _x000D_"],
  ["\uFFFE and \uFFFF", "_xFFFE_ and _xFFFF_"],
  ["_x0041_ is text", "_x005F_x0041_ is text"],
  ["_x0041_x0042_", "_x005F_x0041_x005F_x0042_"],
  ["_x0041\u0001", "_x005F_x0041_x0001_"],
  ["_xyz and _x12", "_xyz and _x12"],
  ["tab\tand line\n", "tab\tand line\n"],
];

test.each(cases)("escapes %j the same way in headers and in cells", async (text, escaped) => {
  expect(xmlText(text)).toBe(escaped);
  expect(await sqlValue(cellTextSql(literal(text)))).toBe(escaped);
});

test("escapes the NUL character", async () => {
  expect(await sqlValue(cellTextSql("concat('a', chr(0), 'b')"))).toBe("a_x0000_b");
});

test("takes the short way only where nothing but markup needs an escape", async () => {
  expect(await sqlValue(isSimpleSql("'a & <b>'"))).toBe(true);
  expect(await sqlValue(simpleTextSql("'a & <b>'"))).toBe("a &amp; &lt;b&gt;");
  for (const text of [" lead", "trail ", "two\nlines", "_x0041_", "\u0001"]) {
    expect(await sqlValue(isSimpleSql(literal(text))), JSON.stringify(text)).toBe(false);
  }
});

test("cuts text past Excel's limit and says so at the end, counting characters outside the BMP twice", async () => {
  expect(await sqlValue(isTooLongSql("repeat('é', 32767)"))).toBe(false);
  expect(await sqlValue(isTooLongSql("repeat('é', 32768)"))).toBe(true);
  expect(await sqlValue(isTooLongSql("repeat('😀', 16384)"))).toBe(true);
  for (const letter of ["a", "é", "😀"]) {
    const cut = await sqlValue(cellTextSql(`repeat('${letter}', 40000)`));
    expect(cut).toMatch(/^(a+|é+|(😀)+)… \[cut: 40000 characters in all\]$/u);
    expect(String(cut).length).toBeLessThanOrEqual(32_767);
  }
});
