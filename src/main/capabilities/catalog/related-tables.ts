import { setImmediate as nextTurn } from "node:timers/promises";
import type { RelatedTables } from "../../../shared/contract/catalog.ts";
import { fold } from "../../../shared/domain/name-words.ts";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";

/** How many are told of each kind. */
const SHOWN = 25;
/** Columns of the table that are compared; of a wider one, the first. */
const COMPARED_COLUMNS = 2_000;
/** Tables as alike as this are variants of the same data. */
const ALIKE = 0.4;

interface Candidate {
  zoneId: string | null;
  name: string;
  /** Places, in the table that is asked about, of the columns that it has too. */
  shared: number[];
  columns: number;
}

/**
 * Tables that are like a table, or can be joined with it, told from one reading of the catalog, page by page: by columns of
 * the same name and kind, where one that few tables have tells more than one that all have (inverse document frequency).
 */
export async function relatedTables(
  table: TableEntry,
  pages: AsyncIterable<readonly TableEntry[]>,
): Promise<RelatedTables> {
  const columns = table.columns.slice(0, COMPARED_COLUMNS);
  const places = new Map(columns.map((column, place) => [columnKey(column), place]));
  const frequency = columns.map(() => 0);
  const candidates: Candidate[] = [];
  let tables = 0;
  for await (const page of pages) {
    for (const other of page) {
      tables += 1;
      const shared = sharedPlaces(other, places);
      for (const place of shared) frequency[place] = (frequency[place] ?? 0) + 1;
      const isItself = other.zoneId === table.zoneId && other.name === table.name;
      if (shared.length > 0 && !isItself) {
        candidates.push({ zoneId: other.zoneId, name: other.name, shared, columns: other.columns.length });
      }
    }
    // A catalog of 100,000 tables is read in pages: others have their turn between two of them.
    await nextTurn();
  }
  const weights = frequency.map((count) => Math.log((tables + 1) / (count + 1)) + 0.05);
  const isKey = columns.map((column) => isKeyLike(column));
  const named = (place: number) => columns[place]?.name ?? "";
  const scored = candidates.map((candidate) => ({ ...candidate, similarity: similarityOf(candidate, weights) }));
  const variants = best(
    scored.filter(({ similarity }) => similarity >= ALIKE),
    ({ similarity }) => similarity,
  );
  const joinable = best(
    scored.filter(({ shared, similarity }) => similarity < ALIKE && shared.some((place) => isKey[place])),
    ({ shared }) => Math.max(...shared.filter((place) => isKey[place]).map((place) => weights[place] ?? 0)),
  );
  return {
    compared: tables,
    variants: variants.map(({ zoneId, name, similarity, shared, columns: count }) => ({
      table: { zoneId, name },
      similarity,
      shared: shared.length,
      columns: count,
    })),
    joinable: joinable.map(({ zoneId, name, shared }) => ({
      table: { zoneId, name },
      keys: shared.filter((place) => isKey[place]).map(named),
    })),
  };
}

function sharedPlaces(other: TableEntry, places: ReadonlyMap<string, number>): number[] {
  const shared = new Set<number>();
  for (const column of other.columns) {
    const place = places.get(columnKey(column));
    if (place !== undefined) shared.add(place);
  }
  return [...shared];
}

type ColumnEntry = TableEntry["columns"][number];

/** "customerId" and "customer_id" are one; an INTEGER and a BIGINT too. */
function columnKey({ name, kind }: ColumnEntry): string {
  return `${fold(name).replaceAll(/[^\p{L}\p{N}]+/gu, "")} ${kind}`;
}

/** Weighted Jaccard: columns that the other alone has count as much as those of this table do on average. */
function similarityOf({ shared, columns }: Candidate, weights: readonly number[]): number {
  const whole = sum(weights);
  const common = sum(shared.map((place) => weights[place] ?? 0));
  const others = (columns - shared.length) * (whole / Math.max(1, weights.length));
  return common / (whole + others);
}

/** By its name and kind: what tables are joined by, rather than something that is measured. */
function isKeyLike({ name, kind }: ColumnEntry): boolean {
  if (!["integer", "text", "uuid", "decimal"].includes(kind)) return false;
  return (
    kind === "uuid" ||
    /(?:^|[_\s-])(?:id|key|code|no|nr|num|number|uuid|guid|sku|iata|icao|iban|isbn|fips|zip)$|[a-z]I[dD]$|[a-z](?:Key|Code)$/i.test(
      name,
    )
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function best<T>(all: readonly T[], score: (one: T) => number): T[] {
  return all.toSorted((a, b) => score(b) - score(a)).slice(0, SHOWN);
}
