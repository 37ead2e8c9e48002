import type { IndexSchema } from "../../../../state/index-database.ts";

/** The tables of one catalog as they were at the last sync. */
export const tableSchema: IndexSchema = {
  version: 1,
  cacheMebibytes: 16,
  sql: `
    CREATE TABLE glue_database (name TEXT PRIMARY KEY, zone TEXT) STRICT, WITHOUT ROWID;
    CREATE TABLE glue_table (
      database TEXT NOT NULL,
      name TEXT NOT NULL,
      content TEXT NOT NULL,
      zone TEXT NOT NULL,
      entry TEXT NOT NULL,
      location TEXT NOT NULL,
      facts TEXT NOT NULL,
      PRIMARY KEY (database, name)
    ) STRICT;
    CREATE INDEX table_place ON glue_table (zone, entry);
    CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  /** `seen` is the sync's own: what it does not name is gone. It is temporary, so that an unchanged catalog writes nothing. */
  temporary: `
    CREATE TEMP TABLE seen (database TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (database, name)) WITHOUT ROWID;
  `,
};
