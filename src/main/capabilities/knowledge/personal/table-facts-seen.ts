import { z } from "zod";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type { WatchNews } from "../../../../shared/domain/knowledge-watch.ts";
import type { TableSubject } from "../../../../shared/domain/knowledge.ts";
import type { TableEntry } from "../../../../shared/domain/table-entry.ts";
import type { Lake } from "../../../lake/ports.ts";
import { keyOf } from "../../../lake/zone-keys.ts";

/** Objects of a table that are looked at for the newest; of larger tables the inventory knows more. */
const MOST_OBJECTS = 10_000;

/** What of a table is compared; `newest` null where it has no objects, or where they cannot be seen. */
export const TableFactsSeen = z.object({
  isThere: z.boolean(),
  columns: z.record(z.string(), z.string()),
  newest: z.iso.datetime().nullable(),
});
export type TableFactsSeen = z.infer<typeof TableFactsSeen>;

/** What is to be seen of a table now. */
export async function readTableFacts(
  lake: Pick<Lake, "tables" | "objects" | "definition">,
  { zoneId, name }: TableSubject,
  options: { signal: AbortSignal },
): Promise<TableFactsSeen> {
  const entry = await lake.tables.get(zoneId, name, options).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  });
  if (!entry) return { isThere: false, columns: {}, newest: null };
  return {
    isThere: true,
    columns: Object.fromEntries(entry.columns.map((column) => [column.name, column.type])),
    newest: await newestObject(lake, entry, options),
  };
}

/** What is other now than it was. */
export function newsBetween(before: TableFactsSeen, after: TableFactsSeen, at: string): WatchNews[] {
  if (before.isThere !== after.isThere) {
    const [was, is] = [before, after].map(({ isThere }) => (isThere ? "there" : null));
    return [{ at, what: "table", name: "", before: was ?? null, after: is ?? null }];
  }
  const names = new Set([...Object.keys(before.columns), ...Object.keys(after.columns)]);
  const news: WatchNews[] = [...names]
    .filter((name) => before.columns[name] !== after.columns[name])
    .map((name) => ({
      at,
      what: "column",
      name,
      before: before.columns[name] ?? null,
      after: after.columns[name] ?? null,
    }));
  if (after.newest !== null && after.newest > (before.newest ?? "")) {
    news.push({ at, what: "data", name: "", before: before.newest, after: after.newest });
  }
  return news;
}

async function newestObject(
  lake: Pick<Lake, "objects" | "definition">,
  { zoneId, location, kind }: TableEntry,
  options: { signal: AbortSignal },
): Promise<string | null> {
  if (zoneId === null || kind === "view") return null;
  try {
    const key = keyOf(lake.definition(), zoneId, location);
    let newest = 0;
    if (location !== "" && !location.endsWith("/")) {
      const entry = await lake.objects.stat(key, options);
      if (entry.kind === "object") newest = entry.modified;
    } else {
      let seen = 0;
      for await (const page of lake.objects.list(key, { recursive: true, ...options })) {
        for (const entry of page) if (entry.kind === "object") newest = Math.max(newest, entry.modified);
        seen += page.length;
        if (seen >= MOST_OBJECTS) break;
      }
    }
    return newest === 0 ? null : new Date(newest).toISOString();
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}
