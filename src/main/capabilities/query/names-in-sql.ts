/** A table as a statement names it: what stands before the last dot, and what stands after it. */
export interface NamedInSql {
  qualifier: string | null;
  name: string;
}

export interface QualifiedName {
  qualifier: string;
  name: string;
}

const TOKEN =
  /--[^\r\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"((?:[^"]|"")*)"|`((?:[^`]|``)*)`|([\p{L}_][\p{L}\p{N}_$]*)|([.,()])|\S/gu;
const BEFORE_TABLES = new Set(["from", "join", "into", "update"]);
const AFTER_TABLES = new Set([
  "where",
  "group",
  "order",
  "having",
  "limit",
  "on",
  "using",
  "select",
  "union",
  "set",
  "window",
  "qualify",
]);

interface Token {
  /** Null for anything but a name. */
  name: string | null;
  /** Lower case; "" for names in quotes. */
  word: string;
}

/**
 * The tables that a statement of any dialect names behind FROM and JOIN, told from its words alone. What is one by mistake
 * (a CTE) has no name of the lake.
 */
export function namesInSql(sql: string): NamedInSql[] {
  const found: NamedInSql[] = [];
  const tokens = [...tokensOf(sql)];
  let isList = false;
  for (let at = 0; at < tokens.length; at += 1) {
    const { word } = tokens[at] ?? { word: "" };
    if (AFTER_TABLES.has(word)) isList = false;
    const isNext = BEFORE_TABLES.has(word) || (isList && word === ",");
    if (!isNext) continue;
    isList = true;
    const parts: string[] = [];
    for (let next = at + 1; tokens[next]?.name != null; next += 2) {
      parts.push(tokens[next]?.name ?? "");
      at = next;
      if (tokens[next + 1]?.word !== ".") break;
    }
    const name = parts.at(-1);
    if (name !== undefined) found.push({ qualifier: parts.at(-2) ?? null, name });
  }
  return found;
}

/** Those with something before the dot: others cannot be told from a CTE. */
export function qualifiedNamesInSql(sql: string): QualifiedName[] {
  return namesInSql(sql).filter((named): named is QualifiedName => named.qualifier !== null);
}

function* tokensOf(sql: string): Generator<Token> {
  for (const [text, quoted, ticked, bare, mark] of sql.matchAll(TOKEN)) {
    if (quoted !== undefined) yield { name: quoted.replaceAll('""', '"'), word: "" };
    else if (ticked !== undefined) yield { name: ticked.replaceAll("``", "`"), word: "" };
    else if (bare !== undefined) yield { name: bare, word: bare.toLowerCase() };
    else if (mark !== undefined) yield { name: null, word: mark };
    else if (text.startsWith("'")) yield { name: null, word: "''" };
  }
}
