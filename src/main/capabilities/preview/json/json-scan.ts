/** The text ends inside a value: more input might complete it. */
export class JsonCut extends Error {}

/** The text cannot be JSON from `offset` on. */
export class JsonSyntaxError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

export type JsonKind = "object" | "array" | "string" | "number" | "boolean" | "null";

/** Kinds by first character of a value. */
export function kindAt(text: string, at: number): JsonKind | null {
  const first = text.charAt(at);
  if (first === "{") return "object";
  if (first === "[") return "array";
  if (first === '"') return "string";
  if (first === "t" || first === "f") return "boolean";
  if (first === "n") return "null";
  return first === "-" || (first >= "0" && first <= "9") ? "number" : null;
}

export function skipSpace(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) break;
  }
  return at;
}

const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/**
 * End of the value that starts at `start`, checked against RFC 8259 without building anything: numbers keep their digits
 * because nobody parses them, and depth costs no stack. Throws `JsonCut` or `JsonSyntaxError`.
 */
export function skipValue(text: string, start: number): number {
  const open: ("object" | "array")[] = [];
  let at = start;
  for (;;) {
    const kind = kindAt(text, at);
    if (kind === "object" || kind === "array") {
      const inside = skipSpace(text, at + 1);
      if (inside >= text.length) throw new JsonCut();
      if (text.charAt(inside) === (kind === "object" ? "}" : "]")) at = inside + 1;
      else {
        open.push(kind);
        at = kind === "object" ? skipKey(text, inside) : inside;
        continue;
      }
    } else at = skipScalar(text, at, kind);
    for (;;) {
      const around = open.at(-1);
      if (around === undefined) return at;
      at = skipSpace(text, at);
      if (at >= text.length) throw new JsonCut();
      const mark = text.charAt(at);
      if (mark === (around === "object" ? "}" : "]")) {
        open.pop();
        at += 1;
        continue;
      }
      if (mark !== ",") throw new JsonSyntaxError(`“${mark}” where a comma or the end of the ${around} should be`, at);
      at = skipSpace(text, at + 1);
      if (around === "object") at = skipKey(text, at);
      break;
    }
  }
}

/** The members of an object that starts at `start`, as far as they are whole; throws as `skipValue` does. */
export function* membersOf(text: string, start: number): Generator<{ key: string; start: number; end: number }> {
  let at = skipSpace(text, start + 1);
  if (text.charAt(at) === "}") return;
  for (;;) {
    if (at >= text.length) throw new JsonCut();
    const keyEnd = skipString(text, at);
    const valueStart = skipSpace(text, skipColon(text, keyEnd));
    const end = skipValue(text, valueStart);
    yield { key: stringText(text.slice(at, keyEnd)), start: valueStart, end };
    at = skipSpace(text, end);
    if (at >= text.length) throw new JsonCut();
    if (text.charAt(at) === "}") return;
    if (text.charAt(at) !== ",") throw new JsonSyntaxError("a comma is missing between members", at);
    at = skipSpace(text, at + 1);
  }
}

/** The text that a JSON string stands for. A lone surrogate stays as it is. */
export function stringText(literal: string): string {
  const parsed: unknown = literal.includes("\\") ? JSON.parse(literal) : literal.slice(1, -1);
  return String(parsed);
}

/** The same JSON without the space between its parts. */
export function withoutSpace(json: string): string {
  return /\s/.test(json) ? json.replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1") : json;
}

function skipScalar(text: string, at: number, kind: JsonKind | null): number {
  if (at >= text.length) throw new JsonCut();
  if (kind === "string") return skipString(text, at);
  if (kind === "number") return skipNumber(text, at);
  for (const word of ["true", "false", "null"]) {
    if (text.startsWith(word, at)) return at + word.length;
    if (at + word.length > text.length && word.startsWith(text.slice(at))) throw new JsonCut();
  }
  throw new JsonSyntaxError(`“${text.slice(at, at + 20)}” is not a JSON value`, at);
}

function skipNumber(text: string, at: number): number {
  numberPattern.lastIndex = at;
  const found = numberPattern.exec(text);
  const end = at + (found?.[0].length ?? 0);
  if (end >= text.length || (/[.eE+-]/.test(text.charAt(end)) && end + 2 >= text.length)) {
    // "12" at the end of a cut text may be the head of "123"; whoever knows that the text is whole adds a line end.
    throw new JsonCut();
  }
  if (!found || /[\w.+-]/.test(text.charAt(end)))
    throw new JsonSyntaxError("a number is not written as JSON has them", at);
  return end;
}

function skipString(text: string, at: number): number {
  if (text.charAt(at) !== '"') throw new JsonSyntaxError("a string in double quotes should be here", at);
  for (let from = at + 1; ;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) throw new JsonCut();
    let backslashes = 0;
    while (text.charCodeAt(quote - 1 - backslashes) === 92) backslashes += 1;
    from = quote + 1;
    if (backslashes % 2 === 1) continue;
    checkString(text, at, from);
    return from;
  }
}

function checkString(text: string, start: number, end: number): void {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 32) throw new JsonSyntaxError("a line break or control character is inside a string", at);
    if (code !== 92) continue;
    const escape = text.charAt(at + 1);
    const valid = escape === "u" ? /^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6)) : '"\\/bfnrt'.includes(escape);
    if (!valid) throw new JsonSyntaxError(`“\\${escape}” is not an escape that JSON has`, at);
    at += 1;
  }
}

function skipKey(text: string, at: number): number {
  if (at >= text.length) throw new JsonCut();
  return skipSpace(text, skipColon(text, skipString(text, at)));
}

function skipColon(text: string, from: number): number {
  const at = skipSpace(text, from);
  if (at >= text.length) throw new JsonCut();
  if (text.charAt(at) !== ":") throw new JsonSyntaxError("a colon is missing after a name", at);
  return at + 1;
}
