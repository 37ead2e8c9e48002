import { maxCellUnits } from "./xlsx-limits.ts";

// XML cannot hold most control characters, U+FFFE and U+FFFF, and turns a carriage return into a line feed. Excel writes
// them as _xHHHH_ (ECMA-376 part 1, 22.9.2.19, ST_Xstring), so text that looks like such an escape needs one itself.
const unsafeCodes: readonly number[] = [
  ...Array.from({ length: 0x20 }, (_, code) => code).filter((code) => code !== 0x09 && code !== 0x0a),
  0xfffe,
  0xffff,
];
const unsafeInRe2 = String.raw`\x00-\x08\x0B-\x1F\x{FFFE}\x{FFFF}`;
const unsafeInJs = String.raw`\x00-\x08\x0B-\x1F\uFFFE\uFFFF`;

/** Text that would be read as an escape, as it stands or once the unsafe character after it is escaped. */
const escapeLike = (unsafe: string) => `_x[0-9A-Fa-f]{4}[_${unsafe}]`;
const escapeCode = (code: number) => `_x${code.toString(16).toUpperCase().padStart(4, "0")}_`;

/** What the fast path must not meet: escapes, and white space that only xml:space="preserve" keeps. */
const special = `[\\n${unsafeInRe2}]|_x[0-9A-Fa-f]{4}_|^[ \\t]|[ \\t]$`;

/** Escapes a header or a name for XML. Lone surrogates, which UTF-8 cannot hold, become U+FFFD. */
export function xmlText(text: string): string {
  const whole = text.toWellFormed();
  const guarded = new RegExp(escapeLike(unsafeInJs)).test(whole) ? whole.replaceAll("_x", "_x005F_x") : whole;
  return guarded
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replace(new RegExp(`[${unsafeInJs}]`, "g"), (found) => escapeCode(found.charCodeAt(0)));
}

/** SQL: true for text that needs no escape but that of markup. UTF-8 never has fewer bytes than UTF-16 has units. */
export function isSimpleSql(text: string): string {
  return `strlen(${text}) <= ${maxCellUnits} AND NOT regexp_matches(${text}, '${special}')`;
}

/** SQL: simple text (see `isSimpleSql`) with its markup escaped. Looking first is faster than replacing what is not there. */
export function simpleTextSql(text: string): string {
  const hasMarkup = ["&", "<", ">"].map((found) => `contains(${text}, '${found}')`).join(" OR ");
  return `CASE WHEN ${hasMarkup} THEN ${markupSql(text)} ELSE ${text} END`;
}

function markupSql(text: string): string {
  return `replace(replace(replace(${text}, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')`;
}

/** SQL: the text as a cell holds it, cut to Excel's limit and escaped. */
export function cellTextSql(text: string): string {
  return `CASE WHEN ${isTooLongSql(text)} THEN ${escapedSql(cutSql(text))} ELSE ${escapedSql(text)} END`;
}

/** SQL: whether the text passes Excel's limit of UTF-16 units a cell. */
export function isTooLongSql(text: string): string {
  const beyondBmp = `length(regexp_replace(${text}, '[^\\x{10000}-\\x{10FFFF}]+', '', 'g'))`;
  return `CASE WHEN strlen(${text}) <= ${maxCellUnits} THEN false ELSE length(${text}) + ${beyondBmp} > ${maxCellUnits} END`;
}

/** Room for the marker below, whose count has at most ten digits. */
const markerUnits = 60;

/** SQL: the start of the text and a marker that says how long it was. Half as much where characters may take two units. */
function cutSql(text: string): string {
  const keep = maxCellUnits - markerUnits;
  const start = `left(${text}, CASE WHEN regexp_matches(${text}, '[\\x{10000}-\\x{10FFFF}]') THEN ${Math.floor(keep / 2)} ELSE ${keep} END)`;
  return `concat(${start}, '… [cut: ', length(${text}), ' characters in all]')`;
}

function escapedSql(text: string): string {
  const guarded = `CASE WHEN regexp_matches(${text}, '${escapeLike(unsafeInRe2)}') THEN replace(${text}, '_x', '_x005F_x') ELSE ${text} END`;
  const markup = markupSql(guarded);
  const codes = unsafeCodes.reduce((sql, code) => `replace(${sql}, chr(${code}), '${escapeCode(code)}')`, markup);
  return `CASE WHEN regexp_matches(${text}, '[${unsafeInRe2}]') THEN ${codes} ELSE ${markup} END`;
}
