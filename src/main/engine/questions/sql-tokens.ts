/** A piece of SQL text. Offsets count UTF-16 units, as editors and JavaScript do. */
export interface SqlToken {
  kind: "word" | "quoted" | "string" | "number" | "symbol";
  start: number;
  end: number;
  /** What it stands for: quotes and escapes taken away, words as written. */
  value: string;
}

export interface SqlTokens {
  tokens: SqlToken[];
  /** The text with every space that only Unicode knows outside quotes and comments as " ": same length, same offsets. */
  text: string;
}

/** What StripUnicodeSpaces in DuckDB's parser.cpp takes for a space, beside those of ASCII. */
const unicodeSpaces = "\\u00a0\\u2000-\\u200b\\u202f\\u205f\\u2060\\u3000\\ufeff";
const space = new RegExp(`[ \\t\\n\\r\\f\\v${unicodeSpaces}]`);
const letter = `[[A-Za-z_\\u{80}-\\u{10FFFF}]--[${unicodeSpaces}]]`;
const word = new RegExp(`${letter}(?:${letter}|[0-9$])*`, "vy");
const dollarTag = new RegExp(`\\$(?:${letter}(?:${letter}|[0-9])*)?\\$`, "vy");
const number = /(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|(?:\d[\d_]*)?\.?\d[\d_]*(?:[eE][+-]?\d+)?)/y;
const lineEnd = /[\n\r]/g;

/**
 * Splits SQL as DuckDB's lexer does (PostgreSQL's: nested comments, E'' escapes, dollar quotes). What is never closed
 * runs to the end of the text; DuckDB refuses such a text by itself.
 */
export function tokenise(text: string): SqlTokens {
  const tokens: SqlToken[] = [];
  const spaces: number[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (space.test(char)) {
      if (char.charCodeAt(0) > 127) spaces.push(at);
      at += 1;
    } else if (text.startsWith("--", at)) at = endOfLine(text, at);
    else if (text.startsWith("/*", at)) at = endOfComment(text, at);
    else {
      const token = tokenAt(text, at);
      tokens.push(token);
      at = token.end;
    }
  }
  return { tokens, text: spaces.length === 0 ? text : withPlainSpaces(text, spaces) };
}

function tokenAt(text: string, at: number): SqlToken {
  const char = text.charAt(at);
  if (char === "'") return quoted(text, at, at + 1, "'", "string");
  if (char === '"') return quoted(text, at, at + 1, '"', "quoted");
  if (/[eE]/.test(char) && text[at + 1] === "'") return escaped(text, at);
  if (/[bBxXnN]/.test(char) && text[at + 1] === "'") return quoted(text, at, at + 2, "'", "string");
  if (char === "$") return dollarQuoted(text, at);
  if (/\d/.test(char) || (char === "." && /\d/.test(text[at + 1] ?? ""))) return matched(text, at, number, "number");
  word.lastIndex = at;
  if (word.test(text)) return matched(text, at, word, "word");
  return { kind: "symbol", start: at, end: at + 1, value: char };
}

function matched(text: string, at: number, pattern: RegExp, kind: "word" | "number"): SqlToken {
  pattern.lastIndex = at;
  const value = pattern.exec(text)?.[0] ?? "";
  const end = at + Math.max(1, value.length);
  return { kind, start: at, end, value: text.slice(at, end) };
}

/** Text up to the closing mark; two marks stand for one. */
function quoted(text: string, start: number, from: number, mark: string, kind: "string" | "quoted"): SqlToken {
  let value = "";
  let at = from;
  for (;;) {
    const closing = text.indexOf(mark, at);
    if (closing < 0) return { kind, start, end: text.length, value: value + text.slice(at) };
    value += text.slice(at, closing);
    if (text[closing + 1] !== mark) return { kind, start, end: closing + 1, value };
    value += mark;
    at = closing + 2;
  }
}

/** E'...': a backslash escapes. Its value is the text as written, so that it names no file. */
function escaped(text: string, start: number): SqlToken {
  const mark = /['\\]/g;
  mark.lastIndex = start + 2;
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    const end = mark.lastIndex;
    if (found[0] === "'" && text[end] !== "'") return { kind: "string", start, end, value: text.slice(start, end) };
    mark.lastIndex = end + 1;
  }
  return { kind: "string", start, end: text.length, value: text.slice(start) };
}

/** $$...$$ and $tag$...$tag$; a lone $ is a symbol, $1 and $name are parameters. */
function dollarQuoted(text: string, start: number): SqlToken {
  dollarTag.lastIndex = start;
  const tag = dollarTag.exec(text)?.[0];
  if (tag === undefined) return { kind: "symbol", start, end: start + 1, value: "$" };
  const from = start + tag.length;
  const closing = text.indexOf(tag, from);
  if (closing < 0) return { kind: "string", start, end: text.length, value: text.slice(from) };
  return { kind: "string", start, end: closing + tag.length, value: text.slice(from, closing) };
}

function endOfLine(text: string, at: number): number {
  lineEnd.lastIndex = at;
  return lineEnd.exec(text)?.index ?? text.length;
}

/** Comments nest. */
function endOfComment(text: string, start: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = start;
  let depth = 0;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    depth += mark[0] === "/*" ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return text.length;
}

function withPlainSpaces(text: string, spaces: readonly number[]): string {
  const units = text.split("");
  for (const at of spaces) units[at] = " ";
  return units.join("");
}
