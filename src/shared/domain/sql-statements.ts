/** A statement of a text, from its first token to its last: comments around it and its semicolon are left out. */
export interface SqlStatement {
  sql: string;
  /** 0-based, in UTF-16 units. */
  offset: number;
}

/** Splits a text at the semicolons that are in no string, name or comment, as DuckDB's scanner sees them. */
export function splitStatements(text: string): SqlStatement[] {
  return spansOf(text).map(({ start, end }) => ({ sql: text.slice(start, end), offset: start }));
}

/**
 * The statement that a cursor means: the one it is in or at the end of, else the one that ends on its line, else the
 * next one, else the last. Null when the text has none.
 */
export function statementAt(text: string, position: number): SqlStatement | null {
  const spans = spansOf(text);
  const before = spans.findLast(({ start }) => start <= position);
  const following = spans.find(({ start }) => start > position);
  const isMeant = before && !text.slice(before.terminated, position).includes("\n");
  const span = isMeant ? before : (following ?? before);
  return span ? { sql: text.slice(span.start, span.end), offset: span.start } : null;
}

interface Span {
  start: number;
  /** After the last token. */
  end: number;
  /** After the semicolon, or `end` where there is none. */
  terminated: number;
}

function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  let start = -1;
  let end = 0;
  const close = (terminated: number) => {
    if (start >= 0) spans.push({ start, end, terminated });
    start = -1;
  };
  for (let at = 0; at < text.length;) {
    const skipped = afterBlank(text, at);
    if (skipped > at) {
      at = skipped;
    } else if (text[at] === ";") {
      at += 1;
      close(at);
    } else {
      if (start < 0) start = at;
      at = afterToken(text, at);
      end = at;
    }
  }
  close(end);
  return spans;
}

const SPACES = /[\s\p{Z}\uFEFF]+/uy;
const LINE_COMMENT = /--[^\r\n]*/y;
const NAME = /[[A-Za-z_\u{80}-\u{10FFFF}]--\p{Z}][[\w$\u{80}-\u{10FFFF}]--\p{Z}]*/vy;
const DOLLAR_TAG = /\$(?:[[A-Za-z_\u{80}-\u{10FFFF}]--\p{Z}][[\w\u{80}-\u{10FFFF}]--\p{Z}]*)?\$/vy;

/** Where white space and comments that begin here end. */
function afterBlank(text: string, at: number): number {
  if (text.startsWith("--", at)) return match(LINE_COMMENT, text, at);
  if (text.startsWith("/*", at)) return afterBlockComment(text, at);
  return match(SPACES, text, at);
}

function afterBlockComment(text: string, at: number): number {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = at;
  for (let depth = 0, found = mark.exec(text); found; found = mark.exec(text)) {
    depth += found[0] === "/*" ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return text.length;
}

/** Where the token that begins here ends; always after `at`. A quote that is not closed takes the rest. */
function afterToken(text: string, at: number): number {
  switch (text[at]) {
    case "'":
    case '"':
      // A doubled quote reads as the end of one and the beginning of the next.
      return afterMark(text, text.charAt(at), at + 1);
    case "$":
      return afterDollar(text, at);
    default: {
      const end = match(NAME, text, at);
      const isEscapePrefix = end === at + 1 && /[eE]/.test(text.charAt(at)) && text[end] === "'";
      return isEscapePrefix ? afterEscapedString(text, end) : Math.max(end, at + 1);
    }
  }
}

function afterEscapedString(text: string, quote: number): number {
  const mark = /['\\]/g;
  mark.lastIndex = quote + 1;
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    if (found[0] === "\\" || text[mark.lastIndex] === "'") {
      mark.lastIndex += 1;
    } else {
      const next = continuedAt(text, mark.lastIndex);
      if (next === null) return mark.lastIndex;
      mark.lastIndex = next + 1;
    }
  }
  return text.length;
}

/** Strings with a line end between them are one, read by the rules of the first: where the next begins, if there is one. */
function continuedAt(text: string, at: number): number | null {
  let next = at;
  while (!text.startsWith("/*", next) && afterBlank(text, next) > next) next = afterBlank(text, next);
  return text[next] === "'" && /[\r\n]/.test(text.slice(at, next)) ? next : null;
}

function afterDollar(text: string, at: number): number {
  const end = match(DOLLAR_TAG, text, at);
  return end === at ? at + 1 : afterMark(text, text.slice(at, end), end);
}

/** Where the next `mark` ends; the end of the text when there is none. */
function afterMark(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

/** Where a sticky expression ends that begins here; `at` when it does not match. */
function match(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : at;
}
