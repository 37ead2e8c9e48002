import type { StatementKind } from "../../../../shared/contract/query.ts";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { type TrinoToken, trinoTokens } from "./trino-tokens.ts";

const reading: ReadonlySet<StatementKind> = new Set<StatementKind>(["select", "explain", "describe", "show"]);

const byFirstWord: Readonly<Record<string, StatementKind>> = {
  select: "select",
  values: "select",
  table: "select",
  show: "show",
  describe: "describe",
  desc: "describe",
  insert: "insert",
  unload: "unload",
  merge: "merge",
  update: "update",
  delete: "delete",
  create: "ddl",
  drop: "ddl",
  alter: "ddl",
  msck: "ddl",
};

/**
 * What a statement for Athena does, told from its words. What is not known to only read counts as writing: EXECUTE may run
 * a prepared INSERT, USING EXTERNAL FUNCTION calls a function, EXPLAIN ANALYZE runs what it explains.
 */
export function classifyStatement(sql: string): { kind: StatementKind; onlyReads: boolean } {
  const tokens = [...trinoTokens(sql)];
  const end = tokens.findIndex(({ text }) => text === ";");
  if (end >= 0 && tokens.slice(end).some(({ text }) => text !== ";")) throw moreThanOne();
  return classify(end < 0 ? tokens : tokens.slice(0, end));
}

function classify(tokens: readonly TrinoToken[]): { kind: StatementKind; onlyReads: boolean } {
  const start = tokens.findIndex(({ text }) => text !== "(");
  const first = wordAt(tokens, start);
  if (first === "explain") return explained(tokens.slice(start + 1));
  const kind = first === "with" ? afterWith(tokens.slice(start + 1)) : (byFirstWord[first] ?? "other");
  if (first === "create" && createsFromQuery(tokens)) return { kind: "ctas", onlyReads: false };
  return { kind, onlyReads: reading.has(kind) };
}

function explained(tokens: readonly TrinoToken[]): { kind: StatementKind; onlyReads: boolean } {
  if (wordAt(tokens, 0) !== "analyze") return { kind: "explain", onlyReads: true };
  const rest = tokens.slice(wordAt(tokens, 1) === "verbose" ? 2 : 1);
  // EXPLAIN ANALYZE (FORMAT JSON) SELECT …
  const isOption = rest[0]?.text === "(" && wordAt(rest, 1) === "format";
  const close = isOption ? rest.findIndex(({ text }) => text === ")") : -1;
  return { kind: "explain", onlyReads: classify(rest.slice(close + 1)).onlyReads };
}

/** The statement behind the named queries: the first one at the top level that is in none of their brackets. */
function afterWith(tokens: readonly TrinoToken[]): StatementKind {
  let depth = 0;
  let before = "";
  for (const { kind, text } of tokens) {
    if (text === "(") {
      if (depth === 0 && before === ")") return "select";
      depth += 1;
    } else if (text === ")") depth -= 1;
    else if (depth === 0 && kind === "word" && before === ")" && text !== "as") return byFirstWord[text] ?? "other";
    before = text;
  }
  return "other";
}

/** CREATE TABLE … AS SELECT writes data; a view's definition does not. */
function createsFromQuery(tokens: readonly TrinoToken[]): boolean {
  const words = tokens.filter(({ kind }) => kind === "word").map(({ text }) => text);
  if (words[1] !== "table") return false;
  return tokens.some(({ text }, place) => {
    const next = tokens.slice(place + 1).find((token) => token.text !== "(")?.text ?? "";
    return text === "as" && ["select", "with", "values", "table"].includes(next);
  });
}

function wordAt(tokens: readonly TrinoToken[], place: number): string {
  const token = tokens[place];
  return token?.kind === "word" ? token.text : "";
}

function moreThanOne(): AppError {
  return new AppError("QUERY_REFUSED", "These are several statements; Athena runs one at a time.", {
    hint: "Run them one after another, or select one of them.",
  });
}

/** What a person is asked before a statement runs that may write. */
export function unconfirmedWrite(kind: StatementKind): AppError {
  return new AppError("QUERY_REFUSED", writes[kind] ?? "This statement may change data or definitions.", {
    hint: "Run it on purpose if that is what you want. Nothing has been run yet.",
    details: { confirmable: true, statement: kind },
  });
}

const writes: Partial<Record<StatementKind, string>> = {
  ctas: "This statement creates a table and writes its data.",
  insert: "This statement writes rows into a table.",
  unload: "This statement writes files.",
  merge: "This statement changes rows of a table.",
  update: "This statement changes rows of a table.",
  delete: "This statement deletes rows of a table.",
  ddl: "This statement changes definitions in the catalog.",
  explain: "EXPLAIN ANALYZE runs the statement that it explains, and that one may write.",
};
