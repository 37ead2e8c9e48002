import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import ExcelJS from "exceljs";
import { afterAll, describe, expect, test } from "vitest";
import { writeXlsx } from "../../src/main/engine/writers/xlsx-writer.ts";
import { XlsxOptions } from "../../src/shared/domain/export-options.ts";
import { cellCases } from "./every-type.ts";
import { libreOfficeMissing, libreOfficeSheets } from "./libre-office.ts";
import { parseXml, zipTexts } from "./workbook-zip.ts";

const connection = await (await DuckDBInstance.create()).connect();
const folder = await mkdtemp(join(tmpdir(), "lakeshore-readers-"));
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, sql: string, options: Partial<XlsxOptions> = {}): Promise<string> {
  const path = join(folder, `${name}.xlsx`);
  const context = { signal: new AbortController().signal, onProgress: () => undefined };
  await writeXlsx(connection, { sql }, { path }, XlsxOptions.parse(options), context);
  return path;
}

async function readWorkbook(path: string): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  return workbook;
}

const everyType = `SELECT ${cellCases.map(({ name, sql }) => `${sql} AS "${name}"`).join(", ")}`;
const everyTypePath = await write("types", everyType, { sheetName: "Böse & <gut> 'x' y" });
const libreOffice = libreOfficeMissing();

describe("as a zip of XML", () => {
  test("every part is whole and well-formed", async () => {
    const parts = await zipTexts(everyTypePath);
    expect([...parts.keys()].toSorted()).toEqual([
      "[Content_Types].xml",
      "_rels/.rels",
      "xl/_rels/workbook.xml.rels",
      "xl/styles.xml",
      "xl/workbook.xml",
      "xl/worksheets/sheet1.xml",
    ]);
    for (const [name, text] of parts) expect(() => parseXml(text), name).not.toThrow();
  });

  test("no cell is a formula", async () => {
    expect((await zipTexts(everyTypePath)).get("xl/worksheets/sheet1.xml")).not.toContain("<f");
  });
});

describe("read by exceljs", async () => {
  const workbook = await readWorkbook(everyTypePath);
  const sheet = workbook.worksheets[0];

  test("keeps the sheet's name, header, frozen row and filter", () => {
    expect(sheet?.name).toBe("Böse & <gut> 'x' y");
    expect(sheet?.getRow(1).getCell(2).value).toBe("fifteen digits");
    expect(sheet?.getRow(1).getCell(2).font?.bold).toBe(true);
    expect(sheet?.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
    expect(sheet?.autoFilter).toMatch(/^A1:[A-Z]+2$/);
    expect(sheet?.getColumn(cellCases.findIndex(({ name }) => name === "hugeint") + 1).width).toBeGreaterThan(39);
  });

  test.each(cellCases.map((cell, index) => ({ ...cell, index })))("$name", ({ value, index }) => {
    const read = sheet?.getRow(2).getCell(index + 1).value ?? null;
    // A microsecond is beyond a Date; exceljs rounds serials to milliseconds.
    expect(read instanceof Date ? new Date(Math.round(read.getTime())) : read).toEqual(value);
  });
});

describe("read by LibreOffice", async () => {
  const shown = libreOffice === null ? [...(await libreOfficeSheets(everyTypePath)).values()][0] : undefined;
  const visible = cellCases.map((cell, index) => ({ ...cell, index })).filter((cell) => cell.shown !== undefined);

  test.for(visible)("$name", ({ shown: expected, index }, context) => {
    if (libreOffice !== null) context.skip(libreOffice);
    expect(shown?.at(1)?.[index]).toBe(expected);
  });
});

describe("past Excel's limit of rows", async () => {
  const path = await write("sheets", "SELECT range AS number FROM range(1048577)", { sheetName: "Long & wide" });

  test("goes on over a second sheet, header repeated, no row lost or twice", async () => {
    const parts = await zipTexts(path);
    const numbers = (sheet: number) =>
      [...(parts.get(`xl/worksheets/sheet${sheet}.xml`) ?? "").matchAll(/<c r="A(\d+)"><v>(\d+)</g)].map(
        ([, row, value]) => [Number(row), Number(value)] as const,
      );
    const first = numbers(1);
    expect(first.length).toBe(1_048_575);
    expect(first.every(([row, value], index) => row === index + 2 && value === index)).toBe(true);
    expect(numbers(2)).toEqual([
      [2, 1_048_575],
      [3, 1_048_576],
    ]);
    for (const sheet of [1, 2]) expect(parts.get(`xl/worksheets/sheet${sheet}.xml`)).toContain(">number</t>");
    expect(parts.get("xl/workbook.xml")).toContain('name="Long &amp; wide (2)"');
  });

  test("is read by LibreOffice to the last row", async (context) => {
    if (libreOffice !== null) context.skip(libreOffice);
    const [first, second] = [...(await libreOfficeSheets(path)).entries()]
      .toSorted(([a], [b]) => a.length - b.length)
      .map(([, rows]) => rows);
    expect(first?.length).toBe(1_048_576);
    expect(first?.at(-1)).toEqual(["1048574"]);
    expect(second).toEqual([["number"], ["1048575"], ["1048576"]]);
  }, 300_000);
});

test("rows that fill a sheet exactly do not open another; no rows leave a header", async () => {
  const full = await readWorkbookXml(await write("full", "SELECT range AS i FROM range(1048575)"));
  expect(full.match(/<sheet /g)?.length).toBe(1);
  const empty = await readWorkbook(await write("empty", "SELECT 1 AS a, 'x' AS b WHERE false"));
  expect(empty.worksheets[0]?.rowCount).toBe(1);
  expect(empty.worksheets[0]?.getRow(1).values).toEqual([undefined, "a", "b"]);
});

async function readWorkbookXml(path: string): Promise<string> {
  return (await zipTexts(path)).get("xl/workbook.xml") ?? "";
}
