import type { CatalogSync } from "../../../shared/domain/managed-catalog.ts";
import { formatTime, plural } from "../../lib/format.ts";

/** How the local copy of a catalog stands, in words. */
export function syncWords(sync: CatalogSync): { level: "info" | "warning"; words: string } {
  const { isSyncing, read, tables, syncedAt, problem, problems } = sync;
  if (isSyncing) return { level: "info", words: `The catalog is being synced: ${plural(read, "table")} read so far.` };
  const known = syncedAt === null ? "It was never synced." : `Shown as it was ${formatTime(syncedAt)}.`;
  if (problem !== null) return { level: "warning", words: `${problem} ${known}` };
  const [first] = problems;
  if (first) {
    const others = problems.length > 1 ? ` and ${plural(problems.length - 1, "other database")}` : "";
    return { level: "warning", words: `The database ${first.database}${others} cannot be read: ${first.message}` };
  }
  if (syncedAt === null) return { level: "info", words: "The catalog was not synced yet." };
  return { level: "info", words: `${plural(tables, "table")}, synced ${formatTime(syncedAt)}.` };
}
