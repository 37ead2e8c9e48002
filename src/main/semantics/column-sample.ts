import { kindOfType, type ColumnKind } from "../../shared/domain/columns.ts";

/** Values of a column that are looked at. */
export interface ColumnSample {
  /** The name that speaks for the values: of the column, or of a field in it. */
  readonly name: string;
  /** Where nested values have it; null for values that are not nested. */
  readonly field: string | null;
  readonly kind: ColumnKind;
  /** Without nulls and empty texts, trimmed and cut. */
  readonly values: readonly string[];
}

/** Characters of a value that are looked at: longer ones are free text or documents. */
const LONGEST_VALUE = 2000;
/** Samples of a column that are looked at: more do not change what they say. */
const MOST_VALUES = 2000;
/** Characters of a nested value that are parsed, fields of it that are looked at, and how deep. */
const LONGEST_DOCUMENT = 100_000;
const MOST_FIELDS = 100;
const DEEPEST = 8;

/** The samples of a column, or of each field of a nested one. */
export function samplesOf(column: {
  name: string;
  type: { kind: ColumnKind; type: string };
  values: readonly (string | null)[];
}): ColumnSample[] {
  const { name, type, values } = column;
  const kind = type.kind === "other" ? kindOfType(type.type) : type.kind;
  const present = values.slice(0, MOST_VALUES).filter((value) => value !== null);
  if (kind !== "nested") return [{ name, field: null, kind, values: cleaned(present) }];
  const fields = new Map<string, ColumnSample & { values: string[] }>();
  for (const value of present) gather(fields, name, value);
  return [...fields.values()].map((field) => ({ ...field, values: cleaned(field.values) }));
}

function cleaned(values: readonly string[]): string[] {
  return values.map(lookedAt).filter((value) => value !== "");
}

/** What is looked at of a value; empty values do not count. */
export function lookedAt(value: string): string {
  return value.slice(0, LONGEST_VALUE).trim();
}

function gather(fields: Map<string, ColumnSample & { values: string[] }>, column: string, text: string): void {
  if (text.length > LONGEST_DOCUMENT) return;
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // A text that is no JSON is one value of the column.
    document = text;
  }
  const walk = (value: unknown, path: string, name: string, depth: number): void => {
    if (value === null || depth > DEEPEST) return;
    if (Array.isArray(value)) {
      for (const item of value.slice(0, 20)) walk(item, `${path}[]`, name, depth + 1);
    } else if (typeof value === "object") {
      for (const [key, item] of Object.entries(value)) walk(item, path === "" ? key : `${path}.${key}`, key, depth + 1);
    } else {
      add(fields, { path, name, value });
    }
  };
  walk(document, "", column, 0);
}

function add(
  fields: Map<string, ColumnSample & { values: string[] }>,
  { path, name, value }: { path: string; name: string; value: unknown },
): void {
  const known = fields.get(path);
  if (known) {
    if (known.values.length < MOST_VALUES) known.values.push(String(value));
  } else if (fields.size < MOST_FIELDS) {
    fields.set(path, { name, field: path, kind: kindOfJson(value), values: [String(value)] });
  }
}

function kindOfJson(value: unknown): ColumnKind {
  if (typeof value === "boolean") return "boolean";
  if (typeof value !== "number") return "text";
  return Number.isInteger(value) ? "integer" : "float";
}
