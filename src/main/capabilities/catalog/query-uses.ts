import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import { namesOf } from "../../../shared/domain/table-names.ts";
import { type FactsOfTable, heatOf, warmer } from "./search-index/index.ts";

/** A use this old weighs a 64th of one now. Milliseconds. */
const OLDEST = 180 * 86_400_000;

/** What the history of queries says of each lake. */
export interface QueryUses {
  /** The names of tables in runs that succeeded since a time, with the time of each. */
  queriedNames(
    lakeId: string,
    options: { since: number; signal: AbortSignal },
  ): AsyncIterable<readonly { qualifier: string; name: string; at: number }[]>;
  /** Called after any change, with the lake; returns the stop. */
  onHistoryChange(listener: (lakeId: string) => void): () => void;
}

/** How much each table of the catalog was queried, by any of the names that it goes by; tables that were not are left out. */
export async function tablesQueried(
  names: ReturnType<QueryUses["queriedNames"]>,
  tables: AsyncIterable<readonly TableEntry[]>,
): Promise<FactsOfTable[]> {
  const heats = new Map<string, number>();
  for await (const page of names) {
    for (const { at, ...named } of page) heats.set(keyOf(named), warmer(heats.get(keyOf(named)) ?? 0, heatOf(at)));
  }
  if (heats.size === 0) return [];
  const queried: FactsOfTable[] = [];
  for await (const page of tables) {
    for (const table of page) {
      const heat = namesOf(table).reduce((sum, named) => warmer(sum, heats.get(keyOf(named)) ?? 0), 0);
      if (heat > 0) queried.push({ zoneId: table.zoneId, name: table.name, facts: { heat } });
    }
  }
  return queried;
}

/** How far back queries are counted from a time. */
export function oldestUse(now: number): number {
  return now - OLDEST;
}

/** Names that differ only by case are one to SQL. */
function keyOf({ qualifier, name }: { qualifier: string; name: string }): string {
  return `${qualifier}\n${name}`.toLowerCase();
}
