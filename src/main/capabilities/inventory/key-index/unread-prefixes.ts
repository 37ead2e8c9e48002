import type { IndexDatabase } from "../../../state/index-database.ts";
import type { UnreadPrefix } from "./keys-protocol.ts";
import { LAST } from "./paths-below.ts";

/** Notes prefixes that are there and could not be read: what is known of them stays as it is. */
export function addUnread(
  database: IndexDatabase,
  scan: number,
  zoneId: string,
  prefixes: readonly UnreadPrefix[],
): void {
  database.transaction(() => {
    // What was listed of such a prefix is not all of it.
    database.run("DELETE FROM listed");
    for (const { path, reason } of prefixes) {
      // None is below another, so that the last one before a path is the one that holds it.
      database.run("DELETE FROM unread WHERE zone = ? AND path >= ? AND path < ?", zoneId, path, path + LAST);
      database.run("INSERT INTO unread VALUES (?, ?, ?, ?)", zoneId, path, scan, reason);
    }
  });
}

/** Takes out what an earlier scan could not read below a prefix that this one has listed. */
export function forgetUnread(database: IndexDatabase, scan: number, zoneId: string, prefix: string): void {
  database.run(
    "DELETE FROM unread WHERE zone = ? AND path >= ? AND path < ? AND scan <> ?",
    zoneId,
    prefix,
    prefix + LAST,
    scan,
  );
}

/** Whether a path (an expression) is one that this scan could not read, or below it. Wants zone and scan. */
export function isUnread(path: string): string {
  const last = `SELECT path FROM unread WHERE unread.zone = ? AND unread.scan = ? AND unread.path <= ${path} ORDER BY unread.path DESC LIMIT 1`;
  return `coalesce(instr(${path}, (${last})) = 1, 0)`;
}
