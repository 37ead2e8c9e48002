/** Cell formats in the order of cellXfs in styles.xml; a cell names one by its place (`s`). */
const formats = [
  { name: "general", code: null },
  { name: "header", code: null },
  // "@" keeps text text when a person edits the cell: 00123 does not become 123, =1+1 does not become 2.
  { name: "text", code: "@" },
  { name: "date", code: "yyyy\\-mm\\-dd" },
  { name: "dateTime", code: "yyyy\\-mm\\-dd hh:mm:ss" },
  { name: "dateTimeMs", code: "yyyy\\-mm\\-dd hh:mm:ss.000" },
  { name: "dateTimeUtc", code: 'yyyy\\-mm\\-dd hh:mm:ss" UTC"' },
  { name: "dateTimeMsUtc", code: 'yyyy\\-mm\\-dd hh:mm:ss.000" UTC"' },
  { name: "time", code: "hh:mm:ss" },
  { name: "timeMs", code: "hh:mm:ss.000" },
] as const;

export type CellStyle = (typeof formats)[number]["name"];

/** The index of a named format. */
export function styleIndex(name: CellStyle): number {
  return formats.findIndex((format) => format.name === name);
}

/** DuckDB's decimals have up to 38 digits after the point; Excel's formats show at most 30. */
const maxShownDecimals = 30;

/** The index of the format that shows `scale` digits after the point. */
export function decimalStyleIndex(scale: number): number {
  return formats.length + Math.min(scale, maxShownDecimals);
}

/** Ids below 164 belong to Excel's built-in formats (ECMA-376 part 1, 18.8.30). */
const firstCustomFormat = 164;

/** styles.xml: one font for the body, one for the header; no theme is needed. */
export function stylesXml(headerStyle: boolean): string {
  const decimals = Array.from(
    { length: maxShownDecimals + 1 },
    (_, scale) => `0${scale > 0 ? "." : ""}${"0".repeat(scale)}`,
  );
  const codes = [...formats.map(({ code }) => code), ...decimals];
  const numFmts = codes.flatMap((code, index) =>
    code === null
      ? []
      : [`<numFmt numFmtId="${firstCustomFormat + index}" formatCode="${code.replaceAll('"', "&quot;")}"/>`],
  );
  const header = headerStyle ? ' fontId="1" fillId="2" applyFont="1" applyFill="1"' : ' fontId="0" fillId="0"';
  const cellXfs = codes.map((code, index) => {
    if (index === styleIndex("header")) return `<xf numFmtId="0"${header} borderId="0" xfId="0"/>`;
    const numFmt = code === null ? 'numFmtId="0"' : `numFmtId="${firstCustomFormat + index}" applyNumberFormat="1"`;
    return `<xf ${numFmt} fontId="0" fillId="0" borderId="0" xfId="0"/>`;
  });
  const font = '<sz val="11"/><name val="Calibri"/><family val="2"/>';
  const fill = (pattern: string) => `<fill><patternFill patternType="${pattern}"/></fill>`;
  const tint =
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE3EDF4"/><bgColor indexed="64"/></patternFill></fill>';
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    `<numFmts count="${numFmts.length}">${numFmts.join("")}</numFmts>` +
    `<fonts count="2"><font>${font}</font><font><b/>${font}</font></fonts>` +
    `<fills count="3">${fill("none")}${fill("gray125")}${tint}</fills>` +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${cellXfs.length}">${cellXfs.join("")}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
}
