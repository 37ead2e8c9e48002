import { JsonCut, JsonSyntaxError, kindAt, skipSpace, skipValue } from "./json-scan.ts";

/** One record of a JSON text: where its value starts and ends, or what is wrong with it. */
export type JsonRecord =
  | { problem: null; line: number; start: number; end: number }
  | { problem: string; line: number; start: number; end: number };

/** Records of newline-delimited JSON: one value a line. A line that is not JSON is yielded with its problem. */
export function* lineRecords(text: string, complete: boolean): Generator<JsonRecord> {
  let line = 0;
  for (let at = 0; at < text.length;) {
    line += 1;
    const newline = text.indexOf("\n", at);
    if (newline < 0 && !complete) return;
    const end = newline < 0 ? text.length : newline;
    const start = skipSpace(text, at);
    if (start < end) yield checkedLine(text, line, start, end);
    at = end + 1;
  }
}

function checkedLine(text: string, line: number, start: number, end: number): JsonRecord {
  const alone = `${text.slice(start, end)}\n`;
  try {
    const valueEnd = skipValue(alone, 0);
    if (skipSpace(alone, valueEnd) >= alone.length) return { problem: null, line, start, end: start + valueEnd };
    return { problem: "more text follows the JSON value", line, start, end };
  } catch (error) {
    if (error instanceof JsonCut) return { problem: "the line ends inside a JSON value", line, start, end };
    if (error instanceof JsonSyntaxError) return { problem: error.message, line, start, end };
    throw error;
  }
}

/**
 * Records of a JSON document: the items of an array, or the values that follow each other. Stops at the first problem,
 * behind which nothing can be told apart. A value that is cut by the end of a head is left out.
 */
export function* documentRecords(source: string, complete: boolean): Generator<JsonRecord> {
  const text = complete ? `${source}\n` : source;
  let at = skipSpace(text, 0);
  const lines = new LineCounter(text);
  const isArray = kindAt(text, at) === "array";
  if (isArray) at = skipSpace(text, at + 1);
  for (let isFirst = true; at < text.length && !(isArray && text.charAt(at) === "]"); isFirst = false) {
    const start = at;
    try {
      if (isArray && !isFirst) at = skipSpace(text, afterComma(text, at));
      const valueStart = at;
      at = skipValue(text, at);
      yield { problem: null, line: lines.at(valueStart), start: valueStart, end: at };
      at = skipSpace(text, at);
    } catch (error) {
      if (error instanceof JsonCut && !complete) return;
      const end = Math.min(start + 500, source.length);
      const line = lines.at(error instanceof JsonSyntaxError ? error.offset : start);
      if (error instanceof JsonCut) yield { problem: "the file ends inside a JSON value", line, start, end };
      else if (error instanceof JsonSyntaxError) yield { problem: error.message, line, start, end };
      else throw error;
      return;
    }
  }
  if (isArray && complete && at >= text.length) {
    yield {
      problem: "the file ends before the array does",
      line: lines.at(source.length),
      start: source.length,
      end: source.length,
    };
  }
}

function afterComma(text: string, at: number): number {
  if (text.charAt(at) !== ",") throw new JsonSyntaxError("a comma is missing between the items of the array", at);
  return at + 1;
}

/** Line numbers of growing offsets. */
class LineCounter {
  readonly #text: string;
  #offset = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  at(offset: number): number {
    for (let next = this.#text.indexOf("\n", this.#offset); next >= 0 && next < offset;) {
      this.#line += 1;
      this.#offset = next + 1;
      next = this.#text.indexOf("\n", this.#offset);
    }
    return this.#line;
  }
}
