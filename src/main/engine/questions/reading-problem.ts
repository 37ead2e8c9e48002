import { AppError } from "../../../shared/domain/app-error.ts";

/**
 * What is wrong with a file that a question reads, out of DuckDB's message; null for any other message. `details` says
 * so for programs: `problem` is "cast" (a value of `column` does not fit its type) or "row" (a row does not fit the
 * table), with the file and the line in it.
 */
export function readingProblem(message: string): AppError | null {
  if (/CSV (?:Error|Parser)|CSV File/.test(message)) return csvProblem(message);
  if (/JSON/.test(message) && /in file "/.test(message)) return jsonProblem(message);
  return null;
}

function csvProblem(message: string): AppError {
  const file = /^\s*file = (.*)$/m.exec(message)?.[1];
  const fileLine = Number(/CSV Error on Line: (\d+)/.exec(message)?.[1] ?? Number.NaN);
  const cast = /Error when converting column "([\s\S]*?)"\. (.*)/.exec(message);
  const text = cast
    ? `The column “${cast[1]}” has a value of another type: ${cast[2]}`
    : `A row cannot be read: ${reasonOf(message)}`;
  return fileError(text, {
    problem: cast ? "cast" : "row",
    ...(file === undefined ? {} : { file }),
    ...(Number.isFinite(fileLine) ? { fileLine } : {}),
    ...(cast?.[1] === undefined ? {} : { csvColumn: cast[1] }),
  });
}

function reasonOf(message: string): string {
  const lines = message.split("\n");
  const original = lines.findIndex((line) => line.startsWith("Original Line:"));
  const reason = lines
    .slice(original + 1)
    .find((line) => /^(?:Expected|Value with|Invalid unicode|Maximum line|The CSV Parser)/.test(line));
  return reason ?? lines[0] ?? message;
}

function jsonProblem(message: string): AppError {
  const [, file = ""] = /in file "([^"]*)"/.exec(message) ?? [];
  const fileLine = Number(/in (?:line|record\/value) (\d+)/.exec(message)?.[1] ?? Number.NaN);
  const isCast = /cast|convert|transform/i.test(message);
  return fileError(message.split(/\nTry |\n\n/)[0]?.trim() ?? message, {
    problem: isCast ? "cast" : "row",
    file,
    ...(Number.isFinite(fileLine) ? { fileLine } : {}),
  });
}

function fileError(text: string, details: Record<string, string | number>): AppError {
  return new AppError("QUERY_FAILED", text, {
    hint: "Open the file's preview to see its rows and what was rejected.",
    details,
  });
}
