import type { Cell } from "../../../shared/domain/columns.ts";

/** How copied cells are written. Every cell keeps its exact text; NULL is written as nothing where the form allows it. */
export type CopyForm = "tsv" | "tsv-with-header" | "csv" | "markdown" | "sql-list" | "json";

interface CopiedCells {
  names: readonly string[];
  /** Kind of each column: JSON keeps numbers and booleans bare. */
  isBare: readonly boolean[];
  rows: readonly (readonly Cell[])[];
}

export function clipboardText(form: CopyForm, { names, isBare, rows }: CopiedCells): string {
  switch (form) {
    case "tsv":
      return separated(rows, "\t");
    case "tsv-with-header":
      return separated([names, ...rows], "\t");
    case "csv":
      return separated([names, ...rows], ",");
    case "markdown":
      return markdown(names, rows);
    case "sql-list":
      return `(${rows
        .flat()
        .map((cell) => sqlText(cell))
        .join(", ")})`;
    case "json":
      return json(names, isBare, rows);
  }
}

/** As spreadsheets write it: a field with a separator, a quote or a line break is quoted. */
function separated(rows: readonly (readonly Cell[])[], separator: string): string {
  const quoted = new RegExp(`["\r\n${separator}]`);
  return rows
    .map((row) =>
      row
        .map((cell) => (cell !== null && quoted.test(cell) ? `"${cell.replaceAll('"', '""')}"` : (cell ?? "")))
        .join(separator),
    )
    .join("\n");
}

function markdown(names: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly Cell[]) =>
    `| ${cells.map((cell) => (cell ?? "").replaceAll("|", String.raw`\|`).replaceAll(/\r?\n/g, "<br>")).join(" | ")} |`;
  return [line(names), `| ${names.map(() => "---").join(" | ")} |`, ...rows.map(line)].join("\n");
}

function sqlText(cell: Cell): string {
  if (cell === null) return "NULL";
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(cell) ? cell : `'${cell.replaceAll("'", "''")}'`;
}

/** Numbers are written as they are: JSON has no limit on digits, only some of its readers do. */
function json(names: readonly string[], isBare: readonly boolean[], rows: readonly (readonly Cell[])[]): string {
  const value = (cell: Cell, index: number) => {
    if (cell === null) return "null";
    return isBare[index] && /^(-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?|true|false)$/.test(cell)
      ? cell
      : JSON.stringify(cell);
  };
  const line = (row: readonly Cell[]) =>
    `  {${row.map((cell, index) => `${JSON.stringify(names[index] ?? "")}: ${value(cell, index)}`).join(", ")}}`;
  return `[\n${rows.map(line).join(",\n")}\n]`;
}
