import type { Dialect } from "../../../../shared/contract/preview.ts";

/** What decides where records and fields end. */
export type RecordDialect = Pick<Dialect, "delimiter" | "quote" | "escape" | "lineEnd">;

export interface DelimitedRecord {
  /** Exact text of each field, without its quotes; null for an empty field that was not quoted. */
  fields: (string | null)[];
  /** 1-based line of the text on which the record starts. */
  line: number;
  /** Where the record starts and ends (without its line end) in the text. */
  start: number;
  end: number;
  problem: "stray-quote" | "unclosed-quote" | null;
}

/** A quoted field that runs further than this is one whose quote was never closed. */
const MAX_QUOTED_LENGTH = 262_144;

/**
 * Splits text into records (RFC 4180 with any delimiter, quote and escape). `complete` says whether the text is the whole
 * file: otherwise a last record that may be cut is left out. A record with a broken quote is yielded with its problem
 * and reading goes on at the next line, so that one bad quote costs one line and not the rest of the file.
 */
export function* splitRecords(
  text: string,
  dialect: RecordDialect,
  { complete, start = 0, line = 1 }: { complete: boolean; start?: number; line?: number },
): Generator<DelimitedRecord, void, undefined> {
  const newline = dialect.lineEnd === "\r" ? "\r" : "\n";
  const finders = {
    delimiter: new ForwardFinder(text, dialect.delimiter),
    escape: new ForwardFinder(text, dialect.escape),
  };
  let at = start;
  let atLine = line;
  while (at < text.length) {
    const record = readRecord(text, at, atLine, dialect, newline, finders);
    const cut = record.end >= text.length && !complete;
    if (record.problem === null) {
      if (cut) return;
      yield record.result;
      atLine += record.lines;
      at = record.next;
      continue;
    }
    const mayBeCut = record.problem === "unclosed-quote" && text.length - at < MAX_QUOTED_LENGTH;
    if (cut && mayBeCut) return;
    const lineEnd = text.indexOf(newline, at);
    const end = lineEnd < 0 ? text.length : lineEnd;
    yield { fields: [], line: atLine, start: at, end: trimReturn(text, at, end, newline), problem: record.problem };
    atLine += 1;
    at = end + 1;
  }
}

/** `indexOf` that remembers its last answer, so that a text without the needle is searched once and not once a record. */
class ForwardFinder {
  readonly #text: string;
  readonly #needle: string;
  #from = 0;
  #found = -1;

  constructor(text: string, needle: string) {
    this.#text = text;
    this.#needle = needle;
  }

  /** Position of the first needle at or after `at`; Infinity when there is none. */
  next(at: number): number {
    if (this.#from <= at && at <= this.#found) return this.#found;
    const found = this.#needle === "" ? -1 : this.#text.indexOf(this.#needle, at);
    this.#from = at;
    this.#found = found < 0 ? Number.POSITIVE_INFINITY : found;
    return this.#found;
  }
}

type Finders = { delimiter: ForwardFinder; escape: ForwardFinder };

interface ReadRecord {
  result: DelimitedRecord;
  /** Where the next record starts. */
  next: number;
  end: number;
  lines: number;
  problem: DelimitedRecord["problem"];
}

function readRecord(
  text: string,
  start: number,
  line: number,
  dialect: RecordDialect,
  newline: string,
  finders: Finders,
): ReadRecord {
  const { delimiter, quote } = dialect;
  const fields: (string | null)[] = [];
  let lines = 1;
  let lineEnd = endOfLine(text, start, newline);
  let at = start;
  const finish = (end: number, problem: DelimitedRecord["problem"] = null): ReadRecord => ({
    result: { fields, line, start, end: trimReturn(text, start, end, newline), problem },
    next: end + 1,
    end,
    lines,
    problem,
  });

  for (;;) {
    if (quote !== "" && text.startsWith(quote, at)) {
      const quoted = readQuoted(text, at, dialect, finders.escape);
      if (!quoted) return finish(text.length, "unclosed-quote");
      fields.push(quoted.value);
      at = skipSpaces(text, quoted.end, delimiter);
      if (quoted.end > lineEnd) {
        lines += countLines(text, lineEnd, quoted.end, newline);
        lineEnd = endOfLine(text, quoted.end, newline);
      }
      if (at >= trimReturn(text, start, lineEnd, newline)) return finish(lineEnd);
      if (!text.startsWith(delimiter, at)) return finish(lineEnd, "stray-quote");
      at += delimiter.length;
      continue;
    }
    const next = finders.delimiter.next(at);
    if (next >= lineEnd) {
      const value = text.slice(at, trimReturn(text, at, lineEnd, newline));
      fields.push(value === "" ? null : value);
      return finish(lineEnd);
    }
    fields.push(next === at ? null : text.slice(at, next));
    at = next + delimiter.length;
  }
}

/** A quoted field: its text, and where it ends behind the closing quote. Null when the quote is never closed. */
function readQuoted(
  text: string,
  start: number,
  { quote, escape }: RecordDialect,
  escapes: ForwardFinder,
): { value: string; end: number } | null {
  let value = "";
  let from = start + 1;
  const limit = start + MAX_QUOTED_LENGTH;
  for (;;) {
    const closing = text.indexOf(quote, from);
    if (closing < 0 || closing > limit) return null;
    if (escape !== quote && escape !== "") {
      const escaped = escapes.next(from);
      if (escaped < closing) {
        value += text.slice(from, escaped) + text.charAt(escaped + 1);
        from = escaped + 2;
        continue;
      }
    } else if (text.startsWith(quote, closing + 1)) {
      value += text.slice(from, closing + 1);
      from = closing + 2;
      continue;
    }
    return { value: value + text.slice(from, closing), end: closing + 1 };
  }
}

function endOfLine(text: string, from: number, newline: string): number {
  const end = text.indexOf(newline, from);
  return end < 0 ? text.length : end;
}

function trimReturn(text: string, start: number, end: number, newline: string): number {
  return newline === "\n" && end > start && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}

function skipSpaces(text: string, from: number, delimiter: string): number {
  if (delimiter === " ") return from;
  let at = from;
  while (text.charCodeAt(at) === 32) at += 1;
  return at;
}

function countLines(text: string, from: number, to: number, newline: string): number {
  let count = 0;
  for (let at = text.indexOf(newline, from); at >= 0 && at < to; at = text.indexOf(newline, at + 1)) count += 1;
  return count;
}
