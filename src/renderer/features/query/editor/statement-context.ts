import { type SqlToken, sqlTokens } from "./sql-tokens.ts";

/** Something that rows come from in a statement: a table as it is written, and what it is called there. */
export interface SourceName {
  /** Schema and name, or the name alone; empty for a subquery. */
  path: readonly string[];
  alias: string | null;
}

export interface StatementContext {
  /** Names before the cursor that end in a dot: `a.b.` is ["a", "b"]. */
  qualifier: readonly string[];
  /** Where the name that is being typed begins. */
  from: number;
  /** True where a table is expected: behind FROM and JOIN. */
  expectsTable: boolean;
  sources: readonly SourceName[];
  /** Names given by WITH. */
  withNames: readonly string[];
}

const endsFrom = new Set(
  "where group order having limit offset qualify window union intersect except select on using sample".split(" "),
);
const noAlias = new Set([
  ...endsFrom,
  ..."join inner left right full outer cross natural asof positional semi anti as lateral tablesample pivot unpivot from set with".split(
    " ",
  ),
]);

/** What is known at a place of a statement; null inside of a string or a comment, where nothing is completed. */
export function statementContext(statement: string, cursor: number): StatementContext | null {
  const tokens = sqlTokens(statement);
  if (tokens.some((token) => isInside(token, cursor))) return null;
  const code = tokens.filter(({ kind }) => kind !== "comment");
  const before = code.filter(({ from }) => from < cursor);
  const typed = before.at(-1);
  const isTyping = typed !== undefined && isName(typed) && typed.to >= cursor;
  const lead = isTyping ? before.slice(0, -1) : before;
  return {
    qualifier: qualifierAtEnd(lead),
    from: isTyping ? typed.from : cursor,
    expectsTable: expectsTable(lead),
    sources: sourcesOf(isTyping ? code.filter((token) => token !== typed) : code),
    withNames: withNamesOf(code),
  };
}

function isInside({ kind, from, to, isClosed }: SqlToken, cursor: number): boolean {
  if (kind !== "string" && kind !== "comment") return false;
  return from < cursor && (cursor < to || (!isClosed && cursor === to));
}

function isName({ kind }: SqlToken): boolean {
  return kind === "word" || kind === "quoted";
}

function qualifierAtEnd(tokens: readonly SqlToken[]): string[] {
  const names: string[] = [];
  let place = tokens.length - 1;
  while (tokens[place]?.text === ".") {
    const name = tokens[place - 1];
    if (!name || !isName(name)) break;
    names.unshift(name.text);
    place -= 2;
  }
  return names;
}

function expectsTable(tokens: readonly SqlToken[]): boolean {
  let place = tokens.length - 1;
  while (tokens[place]?.text === ".") place -= 2;
  const last = tokens[place];
  if (last?.text === ",") return isInFrom(tokens.slice(0, place));
  return last?.kind === "word" && /^(from|join)$/i.test(last.text);
}

/** Whether the tokens end in the list behind FROM, where a comma is followed by one more table. */
function isInFrom(tokens: readonly SqlToken[]): boolean {
  let depth = 0;
  for (const { kind, text } of tokens.toReversed()) {
    if (text === ")") depth += 1;
    else if (text === "(") depth -= 1;
    if (depth < 0) return false;
    if (depth > 0 || kind !== "word") continue;
    const word = text.toLowerCase();
    if (word === "from") return true;
    if (endsFrom.has(word) && word !== "on" && word !== "using") return false;
  }
  return false;
}

function sourcesOf(tokens: readonly SqlToken[]): SourceName[] {
  return tokens.flatMap((token, place) => {
    const isKeyword = token.kind === "word" && /^(from|join)$/i.test(token.text);
    const isComma = token.text === "," && token.kind === "sign" && isInFrom(tokens.slice(0, place));
    return isKeyword || isComma ? sourceAt(tokens, place + 1) : [];
  });
}

function sourceAt(tokens: readonly SqlToken[], start: number): SourceName[] {
  const path: string[] = [];
  let place = start;
  if (tokens[place]?.text === "(") place = endOfParentheses(tokens, place);
  else {
    for (let name = tokens[place]; name && isPathName(name); name = tokens[place]) {
      path.push(name.text);
      place += 1;
      if (tokens[place]?.text !== ".") break;
      place += 1;
    }
    if (path.length === 0) return [];
    if (tokens[place]?.text === "(") place = endOfParentheses(tokens, place);
  }
  if (tokens[place]?.text.toLowerCase() === "as") place += 1;
  const alias = tokens[place];
  const named = alias && (alias.kind === "quoted" || (alias.kind === "word" && !noAlias.has(alias.text.toLowerCase())));
  return [{ path, alias: named ? alias.text : null }];
}

/** A name, or a file in quotes: `FROM 'raw/a.csv'`. */
function isPathName(token: SqlToken): boolean {
  return isName(token) || token.kind === "string";
}

function endOfParentheses(tokens: readonly SqlToken[], start: number): number {
  let depth = 0;
  for (let place = start; place < tokens.length; place += 1) {
    if (tokens[place]?.text === "(") depth += 1;
    if (tokens[place]?.text === ")") depth -= 1;
    if (depth === 0) return place + 1;
  }
  return tokens.length;
}

function withNamesOf(tokens: readonly SqlToken[]): string[] {
  if (!/^with$/i.test(tokens[0]?.text ?? "")) return [];
  return tokens.flatMap((token, place) => {
    const next = tokens.slice(place + 1, place + 4).map(({ text }) => text.toLowerCase());
    const opens = next[0] === "as" && (next[1] === "(" || next[1] === "materialized" || next[1] === "not");
    return isName(token) && opens ? [token.text] : [];
  });
}
