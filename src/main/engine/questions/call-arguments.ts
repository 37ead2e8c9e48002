import { AppError } from "../../../shared/domain/app-error.ts";
import { fileFunctions, harmlessTableFunctions, refusedFunctions } from "./function-policy.ts";
import type { FileCall, TableReference } from "./question-analysis.ts";
import type { SqlToken, SqlTokens } from "./sql-tokens.ts";
import type { CalledFunction } from "./syntax-tree.ts";
import { offsetOfBytes, placeDetails } from "./text-positions.ts";

/** Holds the functions of a tree against the policy, and finds the files that those name which read some. */
export function usesOfCalls(functions: readonly CalledFunction[], scanned: SqlTokens): FileCall[] {
  const byStart = new Map(scanned.tokens.map((token, index) => [token.start, index]));
  return functions.flatMap(({ name, position, inFrom }) => {
    const offset = position === null ? 0 : offsetOfBytes(scanned.text, position);
    if (!inFrom) {
      if (refusedFunctions.has(name) || fileFunctions.has(name)) throw refusedCall(name, scanned.text, offset);
      return [];
    }
    if (harmlessTableFunctions.has(name)) return [];
    if (!fileFunctions.has(name)) throw refusedCall(name, scanned.text, offset);
    const named = nameTokenAt(scanned.tokens, byStart.get(offset));
    return [fileCall(scanned, named, name, offset)];
  });
}

/**
 * What a text may name that DuckDB gives no tree of (a PIVOT over values it has yet to find): every name before a
 * bracket counts as a function, and every name or text in a place of a table as a table.
 */
export function usesOfTokens(scanned: SqlTokens): { tables: TableReference[]; calls: FileCall[] } {
  const { tokens, text } = scanned;
  const tables: TableReference[] = [];
  const calls: FileCall[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (!token || token.kind === "symbol" || token.kind === "number") continue;
    const name = token.value.toLowerCase();
    if (token.kind !== "string" && tokens[index + 1]?.value === "(") {
      if (fileFunctions.has(name)) calls.push(fileCall(scanned, index, name, token.start));
      else if (refusedFunctions.has(name) || isUnknownTableFunction(tokens, index))
        throw refusedCall(name, text, token.start);
      continue;
    }
    if (token.kind !== "string" && innerNames.test(name)) throw refusedInner(token.value, text, token.start);
    const qualifier = tokens[index - 1]?.value === "." ? tokens[index - 2] : undefined;
    if (token.kind === "string" && !followsTablePlace(tokens, index)) continue;
    tables.push({
      qualifiers: qualifier ? [qualifier.value] : [],
      name: token.value,
      offset: (qualifier ?? token).start,
      certain: false,
    });
  }
  return { tables, calls };
}

/** DuckDB's own schemas, databases and the views in them, and where results are kept. */
const innerNames = /^(?:(?:duckdb|pg|sqlite|pragma)_.*|information_schema|system|temp|memory|kept)$/;

function refusedInner(name: string, text: string, offset: number): AppError {
  return new AppError("QUERY_REFUSED", `“${name}” tells of the engine and not of the lake.`, {
    hint: "SHOW TABLES lists what can be queried. A PIVOT can use no column of such a name: rename it in a WITH.",
    details: placeDetails(text, offset),
  });
}

const tablePlaces = new Set([
  "from",
  "join",
  "pivot",
  "pivot_wider",
  "unpivot",
  "describe",
  "summarize",
  "show",
  "table",
  ",",
  "(",
]);

function followsTablePlace(tokens: readonly SqlToken[], index: number): boolean {
  return tablePlaces.has(tokens[index - 1]?.value.toLowerCase() ?? "");
}

/** A call right behind FROM, JOIN or PIVOT that is no function of expressions. */
function isUnknownTableFunction(tokens: readonly SqlToken[], index: number): boolean {
  const before = tokens[index - 1];
  const token = tokens[index];
  if (before?.kind !== "word" || !["from", "join", "pivot", "pivot_wider"].includes(before.value.toLowerCase()))
    return false;
  return !harmlessTableFunctions.has(token?.value.toLowerCase() ?? "");
}

/** The token of a function's own name: DuckDB points at the first part of `main.read_csv`. */
function nameTokenAt(tokens: readonly SqlToken[], start: number | undefined): number | undefined {
  if (start === undefined) return undefined;
  let at = start;
  while (tokens[at + 1]?.value === ".") at += 2;
  return at;
}

function fileCall({ tokens, text }: SqlTokens, nameIndex: number | undefined, name: string, offset: number): FileCall {
  const argument = nameIndex === undefined ? null : literalArgument(tokens, nameIndex + 1);
  if (!argument) {
    throw new AppError("QUERY_REFUSED", `${name} reads only files whose paths are written out in the query.`, {
      hint: `Write ${name}('zone/folder/file.csv'), or a list of such texts. A path starts at the lake's folder.`,
      details: { function: name, ...placeDetails(text, offset) },
    });
  }
  return { function: name, takesList: fileFunctions.get(name)?.list ?? false, offset, ...argument };
}

/** `'path'` or `['path', 'path']` as a call's first argument, `open` being its bracket; null for anything else. */
function literalArgument(
  tokens: readonly SqlToken[],
  open: number,
): Pick<FileCall, "start" | "end" | "paths" | "callEnd"> | null {
  const first = tokens[open + 1];
  if (tokens[open]?.value !== "(" || !first) return null;
  const ends = (token: SqlToken | undefined) =>
    token?.kind === "symbol" && (token.value === "," || token.value === ")");
  if (first.kind === "string") {
    const after = tokens[open + 2];
    const callEnd = after?.value === ")" ? after.end : null;
    return ends(after) ? { start: first.start, end: first.end, paths: [first.value], callEnd } : null;
  }
  if (first.value !== "[") return null;
  const paths: string[] = [];
  for (let at = open + 2; ; at += 2) {
    const item = tokens[at];
    const after = tokens[at + 1];
    if (item?.kind !== "string" || after?.kind !== "symbol") return null;
    paths.push(item.value);
    if (after.value === "]") {
      const last = tokens[at + 2];
      const callEnd = last?.value === ")" ? last.end : null;
      return ends(last) ? { start: first.start, end: after.end, paths, callEnd } : null;
    }
    if (after.value !== ",") return null;
  }
}

function refusedCall(name: string, text: string, offset: number): AppError {
  return new AppError("QUERY_REFUSED", `The function ${name} is not run in questions.`, {
    hint: fileFunctions.has(name)
      ? `${name} reads files and stands in FROM, with the paths written out.`
      : "Questions read the lake's own files and nothing else of this machine or of the engine.",
    details: { function: name, ...placeDetails(text, offset) },
  });
}
