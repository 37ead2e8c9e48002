import type { IndexDatabase } from "../../../state/index-database.ts";

/** Takes out all that is known of zones that the lake no longer has. */
export function keepZones(database: IndexDatabase, zoneIds: readonly string[]): void {
  const gone = "zone NOT IN (SELECT value FROM json_each(?))";
  const zones = JSON.stringify(zoneIds);
  if (database.count(`SELECT count(*) AS n FROM prefix WHERE parent IS NULL AND ${gone}`, zones) === 0) return;
  const prefixes = `SELECT id FROM prefix WHERE ${gone}`;
  database.transaction(() => {
    database.run(`DELETE FROM object_text WHERE rowid IN (SELECT id FROM object WHERE prefix IN (${prefixes}))`, zones);
    for (const table of ["object", "rollup", "shape"]) {
      database.run(`DELETE FROM ${table} WHERE prefix IN (${prefixes})`, zones);
    }
    database.run(`DELETE FROM dataset WHERE ${gone}`, zones);
    database.run(`DELETE FROM unread WHERE ${gone}`, zones);
    database.run(`DELETE FROM prefix WHERE ${gone}`, zones);
  });
}
