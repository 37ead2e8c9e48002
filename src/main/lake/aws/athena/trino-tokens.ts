/** A word, symbol or quoted piece of a statement, without the comments between them. */
export interface TrinoToken {
  kind: "word" | "quoted" | "symbol";
  /** Words in lower case. */
  text: string;
}

const SPACE = /\s+/y;
const WORD = /[\p{L}_][\p{L}\p{N}_@:$]*/uy;

/**
 * The tokens of a statement as Athena reads it. Unlike PostgreSQL's, its comments do not nest: the first end mark ends
 * them (SqlBase.g4 of Trino, BRACKETED_COMMENT). What is never closed runs to the end.
 */
export function* trinoTokens(text: string): Generator<TrinoToken, void, undefined> {
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    const blank = matchEnd(SPACE, text, at);
    if (blank > at) at = blank;
    else if (text.startsWith("--", at)) at = after(text, "\n", at);
    else if (text.startsWith("/*", at)) at = after(text, "*/", at + 2);
    else if (char === "'" || char === '"' || char === "`") {
      const end = after(text, char, at + 1);
      yield { kind: "quoted", text: text.slice(at, end) };
      at = end;
    } else {
      const end = matchEnd(WORD, text, at);
      if (end > at) yield { kind: "word", text: text.slice(at, end).toLowerCase() };
      else yield { kind: "symbol", text: char };
      at = Math.max(end, at + 1);
    }
  }
}

/** Behind the next `mark`; the end of the text when there is none. A doubled quote reads as two pieces. */
function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

function matchEnd(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : at;
}
