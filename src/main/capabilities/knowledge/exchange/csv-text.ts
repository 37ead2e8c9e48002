import { AppError } from "../../../../shared/domain/app-error.ts";

/** A record of CSV as RFC 4180 has it, with its line break. */
export function csvRecord(fields: readonly string[]): string {
  return `${fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(",")}\r\n`;
}

/** Records of a CSV text; a text that ends inside quotes is INVALID_INPUT. */
export function csvRecords(text: string): string[][] {
  const records: string[][] = [];
  let fields: string[] = [];
  // A field with its quotes, or without; and what ends it.
  const field = /("[^"]*(?:""[^"]*)*"|[^",\r\n]*)(,|\r\n|\n|\r|$)/gy;
  field.lastIndex = text.startsWith("\u{feff}") ? 1 : 0;
  while (field.lastIndex < text.length || fields.length > 0) {
    const at = field.lastIndex;
    const [, value = "", end = ""] = field.exec(text) ?? [];
    if (field.lastIndex === 0) throw unreadable(text, at);
    fields.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === ",") continue;
    if (fields.length > 1 || fields[0] !== "") records.push(fields);
    fields = [];
    if (end === "") break;
  }
  return records;
}

function unreadable(text: string, at: number): AppError {
  const line = text.slice(0, at).split("\n").length;
  return new AppError(
    "INVALID_INPUT",
    `Line ${line.toLocaleString("en")} of the text is no CSV: a quote is not closed.`,
    {
      hint: "Save the table as CSV (UTF-8, commas) once more.",
      details: { line },
    },
  );
}
