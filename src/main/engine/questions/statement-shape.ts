import { AppError } from "../../../shared/domain/app-error.ts";
import { refusedStatement } from "./statement-refusal.ts";
import type { SqlToken, SqlTokens } from "./sql-tokens.ts";

/** INVALID_INPUT for a text without a statement, QUERY_REFUSED for one with several. */
export function requireOneStatement(scanned: SqlTokens): void {
  const ends = scanned.tokens.findIndex(({ kind, value }) => kind === "symbol" && value === ";");
  const first = scanned.tokens.find((token) => !isSemicolon(token));
  if (!first) {
    throw new AppError("INVALID_INPUT", "There is no statement in the text.", {
      hint: "Write a SELECT, or FROM and the name of a dataset.",
    });
  }
  const start = scanned.tokens.indexOf(first);
  const next = scanned.tokens.findIndex((token, index) => index > start && isSemicolon(token));
  if (ends < 0 || next < 0) return;
  const second = scanned.tokens.slice(next).find((token) => !isSemicolon(token));
  if (second) throw refusedStatement({ ...scanned, tokens: [second] }, "more than one statement");
}

export interface ExplainedText extends SqlTokens {
  isExplain: boolean;
}

/** The statement behind EXPLAIN, with spaces in place of what was taken away, so that offsets stay. */
export function withoutExplain(scanned: SqlTokens): ExplainedText {
  const { tokens, text } = scanned;
  let at = tokens.findIndex((token) => !isSemicolon(token));
  if (!isWord(tokens[at], "explain")) return { ...scanned, isExplain: false };
  at += 1;
  if (isWord(tokens[at], "analyze")) at += 1;
  if (tokens[at]?.value === "(" && isExplainOption(tokens[at + 1])) {
    while (at < tokens.length && tokens[at]?.value !== ")") at += 1;
    at += 1;
  }
  const from = tokens[at]?.start ?? text.length;
  const blank = text.slice(0, from).replaceAll(/[^\r\n]/g, " ");
  return { tokens: tokens.slice(at), text: blank + text.slice(from), isExplain: true };
}

/**
 * Whether a statement that DuckDB makes several of can only be a query with PIVOT: it then makes an enum of the values
 * first. What it really made is proven by type before it runs (read-only-proof.ts).
 */
export function isPivotText({ tokens }: SqlTokens): boolean {
  const first = tokens.find(({ value }) => value !== ";" && value !== "(");
  const starts = ["select", "with", "from", "pivot", "pivot_wider", "describe", "summarize", "show", "values", "table"];
  if (!starts.some((word) => isWord(first, word))) return false;
  return tokens.some((token) => isWord(token, "pivot") || isWord(token, "pivot_wider"));
}

function isExplainOption(token: SqlToken | undefined): boolean {
  return ["format", "analyze", "verbose"].some((word) => isWord(token, word));
}

function isWord(token: SqlToken | undefined, word: string): boolean {
  return token?.kind === "word" && token.value.toLowerCase() === word;
}

function isSemicolon({ kind, value }: SqlToken): boolean {
  return kind === "symbol" && value === ";";
}
