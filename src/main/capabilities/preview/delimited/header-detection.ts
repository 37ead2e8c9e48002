import { classify } from "../columns/value-kinds.ts";
import type { DelimitedRecord } from "./records.ts";

/**
 * Whether the first record names the columns: its cells are words where the cells below are not, or all are words that
 * look like names. `table` starts with the record in question.
 */
export function looksLikeHeader(table: readonly DelimitedRecord[], decimalSeparator: "." | ","): boolean {
  const [first, ...rest] = table.filter((record) => record.problem === null);
  if (!first) return false;
  const isWord = (field: string | null): boolean => field === null || classify(field, decimalSeparator).kind === "text";
  if (rest.length === 0) return first.fields.every(isWord);

  let typedColumns = 0;
  let wordsAbove = 0;
  first.fields.forEach((name, index) => {
    const below = rest.map((record) => record.fields[index] ?? null).filter((field) => field !== null);
    if (below.length === 0) return;
    const typed = below.filter((field) => !isWord(field)).length;
    if (typed * 2 <= below.length) return;
    typedColumns += 1;
    if (name !== null && isWord(name)) wordsAbove += 1;
  });
  if (typedColumns > 0) return wordsAbove * 2 > typedColumns || areYears(first.fields);
  return first.fields.every(isWord) && !repeatsBelow(first, rest);
}

/** Names are distinct, and a name hardly ever occurs as a value of its own column. */
function repeatsBelow(first: DelimitedRecord, rest: readonly DelimitedRecord[]): boolean {
  const names = first.fields.filter((field) => field !== null);
  if (new Set(names).size !== names.length || names.length === 0) return true;
  return first.fields.some((name, index) => name !== null && rest.some((record) => record.fields[index] === name));
}

/** Wide tables have years as names: "country,1990,1991,1992". */
function areYears(fields: readonly (string | null)[]): boolean {
  const numbers = fields.filter((field) => field !== null && /^\d{4}$/.test(field)).map(Number);
  if (numbers.length < 3) return false;
  const step = (numbers[1] ?? 0) - (numbers[0] ?? 0);
  const even = numbers.every((year, index) => index === 0 || year - (numbers[index - 1] ?? 0) === step);
  return even && step > 0 && (numbers[0] ?? 0) >= 1700 && (numbers.at(-1) ?? 0) <= 2200;
}
