import { splitWords } from "./name-words.ts";
import { type FacetKey, facetKeys, freshness, sizes } from "./search.ts";

/** What can stand before a colon. */
const filterKeys = [...facetKeys, "column", "type"] as const;
export type FilterKey = (typeof filterKeys)[number];

const hitTypes = ["table", "view", "column", "query", "file", "zone"] as const;
type HitType = (typeof hitTypes)[number];

const closed: Partial<Record<FilterKey, readonly string[]>> = {
  is: ["certified", "warning", "deprecated"],
  fresh: Object.keys(freshness),
  size: Object.keys(sizes),
  type: hitTypes,
};
const aliases: Readonly<Record<string, FilterKey>> = {
  db: "database",
  tags: "tag",
  classification: "class",
  freshness: "fresh",
  certification: "is",
  kind: "type",
};

export interface SearchFilter {
  key: FilterKey;
  /** In lower case. */
  value: string;
  isNot: boolean;
}

/** What a person looks for. */
export interface SearchQuery {
  /** All of them are to be found; each may be the beginning of a word. */
  words: string[];
  /** Words that are to stand side by side. */
  phrases: string[][];
  /** Words that are not to be there. */
  without: string[][];
  /** Values of the same key are alternatives. */
  filters: SearchFilter[];
  /** What was taken for words though it looks like more, and why. */
  notes: string[];
}

const MOST_WORDS = 12;
/** A word, quoted text, or a key with either, each perhaps behind a minus. */
const PART = /(?<minus>-?)(?:(?<key>[\p{L}_]+):)?(?:"(?<quoted>[^"]*)(?<close>"?)|(?<plain>[^\s"]*))/gu;

/** Reads what was typed. Nothing is an error: what is no syntax is looked for as words, and `notes` says so. */
export function parseSearch(text: string): SearchQuery {
  const query: SearchQuery = { words: [], phrases: [], without: [], filters: [], notes: [] };
  for (const { groups = {} } of text.matchAll(PART)) takePart(query, groups);
  query.words = [...new Set(query.words)].slice(0, MOST_WORDS);
  return query;
}

function takePart(query: SearchQuery, part: Readonly<Record<string, string | undefined>>): void {
  const { minus, key, quoted, close, plain } = part;
  const isQuoted = quoted !== undefined;
  const value = quoted ?? plain ?? "";
  const isNot = minus === "-";
  if (key !== undefined) {
    const filter = filterOf(key, value, isNot);
    if (filter) query.filters.push(filter);
    else if (value !== "" || !keyOf(key)) query.words.push(...splitWords(`${key} ${value}`));
    const note = filter ? null : noteOn(key, value);
    if (note !== null) query.notes.push(note);
    return;
  }
  const words = splitWords(value);
  if (isQuoted && close === "")
    query.notes.push("A quotation mark has no partner: its words are looked for one by one.");
  if (words.length === 0) return;
  if (isNot) query.without.push(words);
  else if (isQuoted && close !== "" && words.length > 1) query.phrases.push(words);
  else query.words.push(...words);
}

function filterOf(typed: string, value: string, isNot: boolean): SearchFilter | null {
  const key = keyOf(typed);
  const wanted = value.toLowerCase();
  if (!key || wanted === "" || closed[key]?.includes(wanted) === false) return null;
  return { key, value: wanted, isNot };
}

function keyOf(typed: string): FilterKey | undefined {
  const name = typed.toLowerCase();
  return filterKeys.find((key) => key === name) ?? aliases[name];
}

function noteOn(typed: string, value: string): string | null {
  const key = keyOf(typed);
  if (value === "") return key ? `“${typed}:” says no value yet.` : null;
  const choice = key && closed[key];
  if (choice) return `“${typed}:” can be ${choice.join(", ")}; “${value}” is looked for as a word.`;
  return `“${typed}:” is no filter: its words are looked for. Filters are ${filterKeys.join(", ")}.`;
}

/** Whether nothing is asked for. */
export function isEmptySearch({ words, phrases, without, filters }: SearchQuery): boolean {
  return words.length + phrases.length + without.length + filters.length === 0;
}

/** Whether hits of one of the types are wanted, by the filters of type. */
export function wantsType({ filters }: SearchQuery, ...types: HitType[]): boolean {
  const named = (isNot: boolean) =>
    filters.filter((filter) => filter.key === "type" && filter.isNot === isNot).map(({ value }) => value);
  const [wanted, unwanted] = [named(false), named(true)];
  return types.some((type) => (wanted.length === 0 || wanted.includes(type)) && !unwanted.includes(type));
}

/** Whether tables alone can be as asked: files, saved queries and zones have nothing that is filtered by. */
export function isOnlyOfTables({ filters, without }: SearchQuery): boolean {
  return filters.some(({ key }) => key !== "type") || without.length > 0;
}

/** The text with the filter added, or taken out where it is in it. */
export function toggleFilter(text: string, key: FacetKey, value: string): string {
  const filter = filterText(key, value);
  const kept = [...text.matchAll(PART)]
    .filter(({ groups = {} }) => !isFilter(groups, key, value))
    .map(([part]) => part);
  const before = [...text.matchAll(PART)].length;
  return (kept.length < before ? kept : [text.trim(), filter]).filter((part) => part !== "").join(" ");
}

function isFilter(
  { minus, key, quoted, plain }: Readonly<Record<string, string | undefined>>,
  wanted: FacetKey,
  value: string,
): boolean {
  return minus !== "-" && keyOf(key ?? "") === wanted && (quoted ?? plain ?? "").toLowerCase() === value.toLowerCase();
}

function filterText(key: FacetKey, value: string): string {
  const plain = value.replaceAll('"', "");
  return /\s/.test(plain) ? `${key}:"${plain}"` : `${key}:${plain}`;
}
