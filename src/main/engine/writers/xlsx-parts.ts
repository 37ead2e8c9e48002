import type { XlsxOptions } from "../../../shared/domain/export-options.ts";
import { columnLetters } from "./xlsx-limits.ts";
import { styleIndex } from "./xlsx-styles.ts";
import { xmlText } from "./xlsx-text.ts";

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const officeRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packageNames = "http://schemas.openxmlformats.org/package/2006";
const sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** A finished sheet: its name and the number of its last row, the header counted. */
export interface SheetSummary {
  name: string;
  lastRow: number;
}

/** Excel's own limit on a sheet's name, in UTF-16 units. */
const maxNameUnits = 31;

/** "name", then "name (2)" and so on, the name cut where both do not fit. */
export function sheetName(name: string, index: number): string {
  if (index === 0) return name;
  const suffix = ` (${index + 1})`;
  return name.slice(0, maxNameUnits - suffix.length).toWellFormed() + suffix;
}

/** The range of a sheet that the filter covers, such as A1:L1000001. */
function filterRange(columnCount: number, lastRow: number, absolute: string): string {
  const last = columnLetters(columnCount - 1);
  return `${absolute}A${absolute}1:${absolute}${last}${absolute}${lastRow}`;
}

/** A sheet up to and with its header row. `widths` in characters, or null for Excel's own width. */
export function sheetStart(
  names: readonly string[],
  widths: readonly number[] | null,
  isFirst: boolean,
  options: XlsxOptions,
): string {
  const pane = options.freezeHeader
    ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>'
    : "";
  const selected = isFirst ? ' tabSelected="1"' : "";
  const cols = widths?.map((width, index) => {
    const position = index + 1;
    return `<col min="${position}" max="${position}" width="${width}" customWidth="1"/>`;
  });
  const style = styleIndex("header");
  const header = names.map(
    (name, index) =>
      `<c r="${columnLetters(index)}1" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(name)}</t></is></c>`,
  );
  return (
    `${declaration}<worksheet xmlns="${main}">` +
    `<sheetViews><sheetView${selected} workbookViewId="0">${pane}</sheetView></sheetViews>` +
    '<sheetFormatPr defaultRowHeight="15"/>' +
    (cols ? `<cols>${cols.join("")}</cols>` : "") +
    `<sheetData><row r="1">${header.join("")}</row>`
  );
}

export function sheetEnd(columnCount: number, lastRow: number, options: XlsxOptions): string {
  const filter = options.filter ? `<autoFilter ref="${filterRange(columnCount, lastRow, "")}"/>` : "";
  return `</sheetData>${filter}</worksheet>`;
}

/** workbook.xml. Excel wants the range of each filter as a hidden name too. */
export function workbookXml(sheets: readonly SheetSummary[], columnCount: number, options: XlsxOptions): string {
  const list = sheets.map(
    ({ name }, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const filters = sheets.map(({ name, lastRow }, index) => {
    const quoted = xmlText(`'${name.replaceAll("'", "''")}'`);
    const range = filterRange(columnCount, lastRow, "$");
    return `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${quoted}!${range}</definedName>`;
  });
  return (
    `${declaration}<workbook xmlns="${main}" xmlns:r="${officeRelations}">` +
    `<workbookPr/><bookViews><workbookView/></bookViews><sheets>${list.join("")}</sheets>` +
    (options.filter ? `<definedNames>${filters.join("")}</definedNames>` : "") +
    "</workbook>"
  );
}

export function workbookRelationsXml(sheetCount: number): string {
  const relation = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${officeRelations}/${type}" Target="${target}"/>`;
  const sheets = Array.from({ length: sheetCount }, (_, index) =>
    relation(index + 1, "worksheet", `worksheets/sheet${index + 1}.xml`),
  );
  return `${declaration}<Relationships xmlns="${packageNames}/relationships">${sheets.join("")}${relation(sheetCount + 1, "styles", "styles.xml")}</Relationships>`;
}

export function rootRelationsXml(): string {
  return `${declaration}<Relationships xmlns="${packageNames}/relationships"><Relationship Id="rId1" Type="${officeRelations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
}

export function contentTypesXml(sheetCount: number): string {
  const override = (part: string, type: string) =>
    `<Override PartName="${part}" ContentType="${sheetType}.${type}+xml"/>`;
  const sheets = Array.from({ length: sheetCount }, (_, index) =>
    override(`/xl/worksheets/sheet${index + 1}.xml`, "worksheet"),
  );
  return (
    `${declaration}<Types xmlns="${packageNames}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    override("/xl/workbook.xml", "sheet.main") +
    override("/xl/styles.xml", "styles") +
    `${sheets.join("")}</Types>`
  );
}
