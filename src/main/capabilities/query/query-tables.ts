import type { Migrations } from "../../state/app-database.ts";

/** The tables of the query capability in `app.db`. */
export const queryTables: Migrations = {
  capability: "query",
  steps: [
    `CREATE TABLE query_execution (
       number INTEGER PRIMARY KEY AUTOINCREMENT,
       id TEXT NOT NULL UNIQUE,
       lake_id TEXT NOT NULL,
       tab_id TEXT,
       engine TEXT NOT NULL,
       state TEXT NOT NULL CHECK (state IN ('running', 'succeeded', 'failed', 'cancelled', 'interrupted')),
       started_at TEXT NOT NULL,
       duration_ms REAL,
       rows INTEGER,
       statement TEXT,
       result_set_id TEXT,
       warnings TEXT NOT NULL DEFAULT '[]',
       error TEXT,
       listed INTEGER NOT NULL DEFAULT 1,
       size INTEGER NOT NULL,
       sql TEXT NOT NULL
     ) STRICT;
     CREATE INDEX query_execution_lake ON query_execution (lake_id, listed, number, size);
     CREATE TABLE query_saved (
       lake_id TEXT NOT NULL,
       id TEXT NOT NULL,
       name TEXT NOT NULL,
       name_fold TEXT NOT NULL,
       description TEXT NOT NULL,
       updated_at TEXT NOT NULL,
       sql TEXT NOT NULL,
       PRIMARY KEY (lake_id, id),
       UNIQUE (lake_id, name_fold)
     ) STRICT;
     CREATE TABLE query_tab (
       lake_id TEXT NOT NULL,
       id TEXT NOT NULL,
       position INTEGER NOT NULL,
       is_active INTEGER NOT NULL,
       title TEXT NOT NULL,
       saved_id TEXT,
       execution_ids TEXT NOT NULL,
       sql TEXT NOT NULL,
       PRIMARY KEY (lake_id, id)
     ) STRICT;`,
    "CREATE INDEX query_execution_result ON query_execution (result_set_id) WHERE result_set_id IS NOT NULL;",
    `ALTER TABLE query_execution ADD COLUMN athena TEXT;
     ALTER TABLE query_execution ADD COLUMN cost TEXT;
     ALTER TABLE query_tab ADD COLUMN engine TEXT;
     ALTER TABLE query_tab ADD COLUMN athena TEXT;
     CREATE TABLE query_athena_price (region TEXT PRIMARY KEY, usd_per_tb REAL NOT NULL) STRICT;`,
    `CREATE INDEX query_execution_place ON query_execution (json_extract(athena, '$.outputLocation'))
       WHERE athena IS NOT NULL;`,
  ],
};
