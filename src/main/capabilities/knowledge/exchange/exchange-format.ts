import { z } from "zod";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { Statement } from "../statements/statement.ts";
import type { MadeStatement } from "../statements/statement-event.ts";
import { csvRecord, csvRecords } from "./csv-text.ts";
import { type StatementRow, columns, rowOf, statementOf } from "./statement-row.ts";

export type ExchangeFormat = "csv" | "json";

/** A statement of a text, with who made it where the text says so; or why it is none. */
export type ReadStatement = { number: number } & (
  { statement: Statement; by: string | null } | { statement: null; problem: string }
);

const File = z.object({
  format: z.literal("lakeshore-knowledge"),
  version: z.literal(1),
  statements: z.array(z.unknown()),
});
const By = z.object({ by: z.string().nullable().default(null) });

/** A part of a whole export: statements behind those of the part before. */
export function writeStatements(
  format: ExchangeFormat,
  made: readonly MadeStatement[],
  { isFirst, isLast }: { isFirst: boolean; isLast: boolean },
): string {
  if (format === "csv") {
    const records = made.map(({ statement, by, at }) => {
      const row = rowOf(statement, { by, at });
      return csvRecord(columns.map((name) => row[name]));
    });
    return (isFirst ? csvRecord(columns) : "") + records.join("");
  }
  const lines = made.map(({ statement, by, at }) => JSON.stringify({ ...statement, by, at }));
  const head = isFirst ? '{"format":"lakeshore-knowledge","version":1,"statements":[\n' : lines.length > 0 ? ",\n" : "";
  return head + lines.join(",\n") + (isLast ? "\n]}\n" : "");
}

/** Statements of a text, in its order. INVALID_INPUT where it is none of the format. */
export function readStatements(format: ExchangeFormat, text: string): ReadStatement[] {
  return format === "csv" ? readCsv(text) : readJson(text);
}

function readJson(text: string): ReadStatement[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new AppError("INVALID_INPUT", "The text is no JSON.", {
      hint: "Choose a file that Lakeshore has exported.",
      cause: error,
    });
  }
  const file = File.safeParse(parsed);
  if (!file.success) {
    throw new AppError(
      "INVALID_INPUT",
      "The text is no export of what is known of tables, or one of a newer Lakeshore.",
    );
  }
  return file.data.statements.map((one, index) => readOne(index + 1, () => one, By.safeParse(one).data?.by ?? null));
}

function readCsv(text: string): ReadStatement[] {
  const [header = [], ...records] = csvRecords(text);
  const absent = columns.filter((name) => name !== "by" && name !== "at" && !header.includes(name));
  if (absent.length > 0) {
    throw new AppError("INVALID_INPUT", `The table has no column ${absent.join(", ")}.`, {
      hint: "Its first line names the columns, as an export has them.",
    });
  }
  return records.map((record, index) => {
    const cell = (name: string) => record[header.indexOf(name)] ?? "";
    const row: StatementRow = {
      topic: cell("topic"),
      zone: cell("zone"),
      table: cell("table"),
      column: cell("column"),
      key: cell("key"),
      value: cell("value"),
      comment: cell("comment"),
      by: cell("by"),
      at: cell("at"),
    };
    return readOne(index + 2, () => statementOf(row), row.by || null);
  });
}

function readOne(number: number, read: () => unknown, by: string | null): ReadStatement {
  try {
    const parsed = Statement.safeParse(read());
    if (parsed.success) return { number, statement: parsed.data, by };
    const [issue] = parsed.error.issues;
    return { number, statement: null, problem: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not readable"}` };
  } catch (error) {
    return { number, statement: null, problem: error instanceof Error ? error.message : String(error) };
  }
}
