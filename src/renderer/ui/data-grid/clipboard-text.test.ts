import { describe, expect, it } from "vitest";
import { clipboardText } from "./clipboard-text.ts";

const cells = {
  names: ["id", "text"],
  isBare: [true, false],
  rows: [
    ["9007199254740993", 'tab\t"quote"'],
    [null, "two\nlines | pipe"],
  ],
};

describe("copied cells", () => {
  it("are tab-separated as spreadsheets read them", () => {
    expect(clipboardText("tsv", cells)).toBe('9007199254740993\t"tab\t""quote"""\n\t"two\nlines | pipe"');
    expect(clipboardText("tsv-with-header", cells)).toMatch(/^id\ttext\n/);
  });

  it("keep every digit in JSON, and NULL apart from text", () => {
    expect(clipboardText("json", cells)).toContain('{"id": 9007199254740993, "text": "tab\\t\\"quote\\""}');
    expect(clipboardText("json", cells)).toContain('{"id": null,');
  });

  it("make a list for SQL that text cannot break out of", () => {
    const rows = [["1.50"], ["O'Brien"], ["007"], [null]];
    expect(clipboardText("sql-list", { names: ["x"], isBare: [false], rows })).toBe("(1.50, 'O''Brien', '007', NULL)");
  });

  it("make a table for Markdown", () => {
    expect(clipboardText("markdown", cells).split("\n")[3]).toBe("|  | two<br>lines \\| pipe |");
  });

  it("quote commas in CSV", () => {
    expect(clipboardText("csv", { names: ["a"], isBare: [false], rows: [["1,5"]] })).toBe('a\n"1,5"');
  });
});
