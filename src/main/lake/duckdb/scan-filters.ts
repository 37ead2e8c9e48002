import { literal } from "../../engine/writers/sql-text.ts";

/** A filter of a scan, as far as it is understood; null is one that may be true of any row. */
export type ScanFilter =
  | { kind: "and" | "or"; of: readonly (ScanFilter | null)[] }
  | { kind: "compare"; column: string; op: Comparison; value: string }
  | null;

const TOKEN =
  /\s*(?:('(?:[^']|'')*'(?:::[A-Z][A-Z ]*)?)|(-?\d+(?:\.\d+)?)|(>=|<=|!=|<>|[=<>()])|([A-Za-z_][A-Za-z0-9_]*)|(\S))/y;

/** Reads a filter as DuckDB's plans write it: `a>=1 AND a<=3`, `((a >= 5) OR (b = 'x'))`. */
export function readScanFilter(text: string): ScanFilter {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const found = TOKEN.exec(text);
    if (!found) return null;
    tokens.push(found[0].trim());
  }
  let at = 0;
  const combined = (kind: "and" | "or", word: string, next: () => ScanFilter): ScanFilter => {
    const of = [next()];
    while (tokens[at] === word) {
      at += 1;
      of.push(next());
    }
    return of.length === 1 ? (of[0] ?? null) : { kind, of };
  };
  const any = (): ScanFilter => combined("or", "OR", () => combined("and", "AND", one));
  const one = (): ScanFilter => {
    if (tokens[at] === "(") {
      at += 1;
      const inner = any();
      if (tokens[at] !== ")") throw new UnknownFilter();
      at += 1;
      return inner;
    }
    const [column = "", op = "", value = ""] = tokens.slice(at, at + 3);
    if (!/^[A-Za-z_]\w*$/.test(column) || !isComparison(op) || !/^(?:'|-?\d)/.test(value)) {
      throw new UnknownFilter();
    }
    at += 3;
    return { kind: "compare", column, op, value };
  };
  try {
    const filter = any();
    return at === tokens.length ? filter : null;
  } catch (error) {
    if (error instanceof UnknownFilter) return null;
    throw error;
  }
}

type Comparison = "=" | "<" | "<=" | ">" | ">=";

function isComparison(op: string): op is Comparison {
  return ["=", "<", "<=", ">", ">="].includes(op);
}

class UnknownFilter extends Error {}

export function columnsOfFilter(filter: ScanFilter): string[] {
  if (!filter) return [];
  return filter.kind === "compare" ? [filter.column] : filter.of.flatMap(columnsOfFilter);
}

/** Types whose statistics are in the order of their values; those of floats say nothing of NaN. */
const ordered =
  /^(?:U?(?:TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|DECIMAL\(\d+,\d+\)|DATE|TIMESTAMP(?:_NS|_MS|_S)?|VARCHAR)$/;

/**
 * SQL that is false only where no row between the least and the greatest value of each column can pass. `boundsOf` gives
 * the columns of both, as text.
 */
export function mayPass(
  filter: ScanFilter,
  typeOf: (column: string) => string | undefined,
  boundsOf: (column: string) => { least: string; greatest: string },
): string {
  if (!filter) return "true";
  if (filter.kind !== "compare") {
    const parts = filter.of.map((part) => `(${mayPass(part, typeOf, boundsOf)})`);
    return parts.join(filter.kind === "and" ? " AND " : " OR ");
  }
  const type = typeOf(filter.column);
  if (type === undefined || !ordered.test(type)) return "true";
  const { least, greatest } = boundsOf(filter.column);
  // A backslash stands for bytes that are no text, which sort otherwise.
  const bound = (text: string) =>
    `TRY_CAST(CASE WHEN contains(${text}, ${literal("\\")}) THEN NULL ELSE ${text} END AS ${type})`;
  const low = `${bound(least)} <= ${filter.value}`;
  const high = `${bound(greatest)} >= ${filter.value}`;
  switch (filter.op) {
    case "=":
      return `coalesce(${low}, true) AND coalesce(${high}, true)`;
    case "<":
    case "<=":
      return `coalesce(${low}, true)`;
    case ">":
    case ">=":
      return `coalesce(${high}, true)`;
  }
}
