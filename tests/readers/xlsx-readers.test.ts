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
    if (libreOffice !== null) return context.skip(libreOffice);
    expect(shown?.at(1)?.[index]).toBe(expected);
  });
});
