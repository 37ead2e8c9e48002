import { expect, it } from "vitest";
import { csvRecord, csvRecords } from "./csv-text.ts";

it("reads what it wrote, whatever is in it", () => {
  const records = [
    ["a", "b"],
    ['x,"y"', "line\r\nbreak"],
    ["", "last"],
  ];
  expect(csvRecords(records.map(csvRecord).join(""))).toEqual(records);
});

it("reads what spreadsheets write: a mark at the beginning, other line breaks, no break at the end", () => {
  expect(csvRecords('\u{feff}a,b\n1,\n\n"2",3')).toEqual([
    ["a", "b"],
    ["1", ""],
    ["2", "3"],
  ]);
});

it("says in which line a quote is not closed", () => {
  expect(() => csvRecords('a,b\n1,"2\n')).toThrow("Line 2 of the text is no CSV: a quote is not closed.");
});
