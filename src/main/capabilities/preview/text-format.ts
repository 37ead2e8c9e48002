import type { DataFormat } from "../../../shared/domain/data-format.ts";
import { detectDialect } from "./delimited/dialect-detection.ts";
import { lineRecords } from "./json/json-records.ts";
import { kindAt, skipSpace } from "./json/json-scan.ts";

const SNIFFED = 262_144;
/** Names whose content is prose or code whatever it looks like. */
const alwaysText = /\.(?:md|log|sql|xml|html?|ya?ml|toml|ini|py|js|ts|sh)(?:\.gz)?$/i;

export type TextFormat = Extract<DataFormat, "delimited" | "json" | "ndjson" | "text">;

/** Which kind of text this is: its name's kind where the content agrees, otherwise what the content looks like. */
export function textFormat(key: string, named: DataFormat | undefined, text: string, complete: boolean): TextFormat {
  if (alwaysText.test(key)) return "text";
  const start = kindAt(text, skipSpace(text, 0));
  if (named === "json") return looksLikeLines(text, complete) ? "ndjson" : "json";
  if (named === "ndjson") return start === "array" || isSpreadOverLines(text, complete) ? "json" : "ndjson";
  if (named === "delimited") return "delimited";
  if (start === "object" || start === "array") {
    const json = jsonByContent(text, complete);
    if (json) return json;
  }
  return looksDelimited(text, complete) ? "delimited" : "text";
}

function jsonByContent(text: string, complete: boolean): "json" | "ndjson" | null {
  if (looksLikeLines(text, complete)) return "ndjson";
  return /^\s*(?:\{\s*(?:"|\}|$)|\[\s*(?:[[{"\]\d-]|$))/.test(text) ? "json" : null;
}

/** Several lines are a whole object each, and few are not. */
function looksLikeLines(text: string, complete: boolean): boolean {
  let good = 0;
  let bad = 0;
  for (const record of lineRecords(text, complete)) {
    if (record.problem === null && kindAt(text, record.start) === "object") good += 1;
    else bad += 1;
    if (good + bad >= 20) break;
  }
  return good > bad && good > 1;
}

/** The first line is only the beginning of an object: a document that was given the name of lines. */
function isSpreadOverLines(text: string, complete: boolean): boolean {
  const first = lineRecords(text, complete).next();
  return !first.done && first.value.problem !== null && /^\s*\{\s*$/.test(text.slice(0, text.indexOf("\n")));
}

/** Strict, because any prose has commas: several records that all agree. */
function looksDelimited(text: string, complete: boolean): boolean {
  const sample = text.slice(0, SNIFFED);
  const { columns, consistency, records, dialect } = detectDialect(sample, complete && sample.length === text.length);
  if (records < 3 || columns < 2) return false;
  return consistency >= (dialect.delimiter === "," && columns < 3 ? 1 : 0.9);
}
