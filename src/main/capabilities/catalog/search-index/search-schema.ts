import type { IndexSchema } from "../../../state/index-database.ts";

/** One lake's search index. It holds nothing that the lake does not. */
export const searchSchema: IndexSchema = {
  version: 3,
  cacheMebibytes: 32,
  sql: `
    CREATE TABLE item (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('table', 'column')),
      zone TEXT NOT NULL,
      name TEXT NOT NULL,
      column_name TEXT,
      description TEXT NOT NULL
    ) STRICT;
    CREATE INDEX item_table ON item (zone, name);
    CREATE TABLE indexed_table (
      zone TEXT NOT NULL,
      name TEXT NOT NULL,
      content TEXT NOT NULL,
      scan INTEGER NOT NULL,
      PRIMARY KEY (zone, name)
    ) STRICT, WITHOUT ROWID;
    CREATE VIRTUAL TABLE item_text USING fts5 (name, columns, description, content = '', contentless_delete = 1, prefix = '1 2 3');
    CREATE TABLE saved_query (
      id INTEGER PRIMARY KEY,
      query TEXT NOT NULL,
      name TEXT NOT NULL,
      description TEXT NOT NULL,
      sql TEXT NOT NULL
    ) STRICT;
    CREATE VIRTUAL TABLE saved_query_text USING fts5 (name, description, sql, content = '', contentless_delete = 1, prefix = '1 2 3');
    CREATE TABLE object (
      id INTEGER PRIMARY KEY,
      zone TEXT NOT NULL,
      path TEXT NOT NULL,
      scan INTEGER NOT NULL,
      UNIQUE (zone, path)
    ) STRICT;
    CREATE VIRTUAL TABLE object_text USING fts5 (path, content = '', contentless_delete = 1, prefix = '2 3', detail = 'none');
  `,
};
