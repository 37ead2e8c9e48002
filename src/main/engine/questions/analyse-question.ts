import type { DuckDBConnection } from "@duckdb/node-api";
import { AppError } from "../../../shared/domain/app-error.ts";
import { usesOfCalls, usesOfTokens } from "./call-arguments.ts";
import type { QuestionAnalysis, TableReference } from "./question-analysis.ts";
import { isPivotText, requireOneStatement, withoutExplain } from "./statement-shape.ts";
import { refusedStatement } from "./statement-refusal.ts";
import { tokenise, type SqlTokens } from "./sql-tokens.ts";
import { usesOf, type ShownList, type TreeUses } from "./syntax-tree.ts";
import { offsetOfBytes, offsetOfCharacters, placeDetails } from "./text-positions.ts";

/**
 * What a text that a person typed is and names, by DuckDB's own parser; nothing of it is executed or bound.
 * QUERY_REFUSED, with what to do instead, for anything but one SELECT, EXPLAIN, DESCRIBE, SHOW or SUMMARIZE, and for
 * functions that a question may not call; QUERY_FAILED with the place of a syntax error; INVALID_INPUT for no statement.
 */
export async function analyseQuestion(connection: DuckDBConnection, typed: string): Promise<QuestionAnalysis> {
  if (typed.includes("\0")) {
    throw new AppError("QUERY_REFUSED", "The text contains a NUL character, behind which DuckDB would not read it.", {
      hint: "Delete the invisible character and run it again.",
      details: placeDetails(typed, typed.indexOf("\0")),
    });
  }
  const scanned = tokenise(typed);
  requireOneStatement(scanned);
  const explained = withoutExplain(scanned);
  const parsed = await parse(connection, explained.text);
  if ("statements" in parsed) {
    if (parsed.statements.length !== 1) throw refusedStatement(scanned, "more than one statement");
    const uses = usesOf(parsed.statements[0]);
    return fromTree(uses, scanned, explained.isExplain);
  }
  if (parsed.kind === "not implemented") {
    if (!isPivotText(explained)) throw refusedStatement(scanned, null);
    return {
      statement: explained.isExplain ? "explain" : "select",
      sql: scanned.text,
      ...usesOfTokens(scanned),
      listing: null,
    };
  }
  throw syntaxError(parsed, explained);
}

function fromTree(uses: TreeUses, scanned: SqlTokens, isExplain: boolean): QuestionAnalysis {
  const { text } = scanned;
  const tables = uses.tables.map(({ qualifiers, name, position }): TableReference => ({
    qualifiers,
    name,
    offset: position === null ? 0 : offsetOfBytes(text, position),
    certain: true,
  }));
  return {
    statement: isExplain ? "explain" : statementOf(uses, scanned),
    sql: text,
    tables,
    calls: usesOfCalls(uses.functions, scanned),
    listing: listingOf(uses.lists, scanned),
  };
}

function statementOf({ show }: TreeUses, { tokens }: SqlTokens): QuestionAnalysis["statement"] {
  if (show === null) return "select";
  if (show === "SUMMARY") return "summarize";
  const first = tokens.find(({ kind }) => kind === "word")?.value.toLowerCase();
  return first === "show" ? "show" : "describe";
}

function listingOf(lists: readonly ShownList[], scanned: SqlTokens): QuestionAnalysis["listing"] {
  const [list] = lists;
  if (!list) return null;
  const name = list.name.replaceAll('"', "").toLowerCase();
  const schema = list.schema === "" ? null : list.schema;
  if (list.type === "SHOW_FROM" || name === "tables" || name === "__show_tables_expanded")
    return { of: "tables", schema };
  if (name === "databases" || name === "schemas") return { of: "schemas", schema: null };
  throw refusedStatement(scanned, `SHOW ${name.toUpperCase()}`);
}

type Parsed = { statements: unknown[] } | { kind: string; message: string; position: number | null };

async function parse(connection: DuckDBConnection, text: string): Promise<Parsed> {
  const reader = await connection.runAndReadAll("SELECT json_serialize_sql(?::VARCHAR)", [text]);
  const answer: unknown = JSON.parse(String(reader.getRows()[0]?.[0]));
  if (typeof answer !== "object" || answer === null) throw new TypeError("json_serialize_sql gave no object");
  const fields: Record<string, unknown> = Object.fromEntries(Object.entries(answer));
  if (Array.isArray(fields["statements"])) return { statements: fields["statements"] };
  const position = Number(fields["position"] ?? Number.NaN);
  return {
    kind: String(fields["error_type"]),
    message: String(fields["error_message"]),
    position: Number.isFinite(position) ? position : null,
  };
}

function syntaxError(
  { message, position }: { message: string; position: number | null },
  scanned: SqlTokens,
): AppError {
  // DuckDB's parser refuses these by itself, in words that say nothing of why.
  if (/A CTE needs a SELECT/i.test(message)) return refusedStatement(scanned, "a WITH that writes");
  if (/SELECT INTO/i.test(message)) return refusedStatement(scanned, "SELECT … INTO");
  const sentence = message.charAt(0).toUpperCase() + message.slice(1);
  const details = position === null ? {} : placeDetails(scanned.text, offsetOfCharacters(scanned.text, position));
  return new AppError("QUERY_FAILED", `${sentence}.`, { details });
}
