import type { IndexSchema } from "../../../state/index-database.ts";

/**
 * One lake's key index: every object, in the tree of its prefixes. Digests are sums, so that the order of a listing
 * does not matter; what a scan finds as it was is compared by them and not written again.
 */
export const keysSchema: IndexSchema = {
  version: 3,
  cacheMebibytes: 64,
  sql: `
    CREATE TABLE prefix (
      id INTEGER PRIMARY KEY,
      zone TEXT NOT NULL,
      path TEXT NOT NULL,
      parent INTEGER, -- null of a zone, and so the way to find all zones by the index
      a INTEGER NOT NULL DEFAULT 0,
      b INTEGER NOT NULL DEFAULT 0,
      objects INTEGER NOT NULL DEFAULT 0,
      bytes INTEGER NOT NULL DEFAULT 0,
      all_objects INTEGER NOT NULL DEFAULT 0,
      all_bytes INTEGER NOT NULL DEFAULT 0,
      written_by INTEGER NOT NULL DEFAULT 0,
      summarised INTEGER NOT NULL DEFAULT 0,
      UNIQUE (zone, path)
    ) STRICT;
    CREATE INDEX prefix_parent ON prefix (parent);
    CREATE INDEX prefix_unsummarised ON prefix (id) WHERE summarised = 0;
    CREATE TABLE object (
      id INTEGER PRIMARY KEY,
      prefix INTEGER NOT NULL,
      name TEXT NOT NULL,
      size INTEGER NOT NULL,
      modified REAL NOT NULL,
      etag TEXT NOT NULL,
      class TEXT NOT NULL,
      UNIQUE (prefix, name)
    ) STRICT;
    CREATE VIRTUAL TABLE object_text USING fts5 (path, content = '', contentless_delete = 1, prefix = '2 3', detail = 'none');
    CREATE TABLE rollup (
      prefix INTEGER NOT NULL,
      format TEXT NOT NULL,
      class TEXT NOT NULL,
      month INTEGER NOT NULL,
      objects INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      PRIMARY KEY (prefix, format, class, month)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE shape (
      prefix INTEGER NOT NULL,
      shape TEXT NOT NULL,
      role TEXT NOT NULL,
      format TEXT NOT NULL,
      dated INTEGER NOT NULL,
      objects INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      empty INTEGER NOT NULL,
      newest REAL NOT NULL,
      a INTEGER NOT NULL,
      b INTEGER NOT NULL,
      first TEXT NOT NULL,
      PRIMARY KEY (prefix, shape)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX shape_odd ON shape (role, empty) WHERE empty > 0 OR role = 'temporary';
    CREATE TABLE dataset (
      id INTEGER PRIMARY KEY,
      zone TEXT NOT NULL,
      path TEXT NOT NULL,
      pattern TEXT NOT NULL,
      kind TEXT NOT NULL,
      format TEXT NOT NULL,
      formats TEXT NOT NULL DEFAULT '',
      objects INTEGER NOT NULL DEFAULT 0,
      bytes INTEGER NOT NULL DEFAULT 0,
      newest REAL NOT NULL DEFAULT 0,
      fingerprint TEXT NOT NULL DEFAULT '',
      described TEXT NOT NULL DEFAULT '',
      examined TEXT NOT NULL DEFAULT '',
      description TEXT,
      problem TEXT,
      warnings TEXT NOT NULL DEFAULT '',
      state TEXT NOT NULL DEFAULT 'new',
      table_name TEXT,
      changes TEXT NOT NULL DEFAULT '[]',
      partitions_of TEXT NOT NULL DEFAULT '',
      unregistered INTEGER NOT NULL DEFAULT 0,
      unregistered_names TEXT NOT NULL DEFAULT '',
      emptied INTEGER NOT NULL DEFAULT 0,
      emptied_names TEXT NOT NULL DEFAULT '',
      UNIQUE (zone, path, pattern)
    ) STRICT;
    CREATE INDEX dataset_state ON dataset (state, id);
    CREATE INDEX dataset_undescribed ON dataset (id) WHERE described <> fingerprint;
    CREATE TABLE unread (
      zone TEXT NOT NULL,
      path TEXT NOT NULL,
      scan INTEGER NOT NULL,
      reason TEXT NOT NULL,
      PRIMARY KEY (zone, path)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE finding (
      id INTEGER PRIMARY KEY,
      dataset INTEGER NOT NULL,
      place TEXT NOT NULL,
      column_name TEXT NOT NULL,
      field TEXT NOT NULL,
      kind TEXT NOT NULL,
      personal INTEGER NOT NULL,
      confidence REAL NOT NULL,
      fingerprint TEXT NOT NULL,
      content TEXT NOT NULL
    ) STRICT;
    CREATE INDEX finding_dataset ON finding (dataset);
    CREATE TRIGGER dataset_gone AFTER DELETE ON dataset BEGIN
      DELETE FROM finding WHERE dataset = old.id;
    END;
    CREATE TABLE decision (
      zone TEXT NOT NULL,
      place TEXT NOT NULL,
      column_name TEXT NOT NULL,
      field TEXT NOT NULL,
      kind TEXT NOT NULL,
      fingerprint TEXT NOT NULL,
      verdict TEXT NOT NULL,
      at TEXT NOT NULL,
      content TEXT NOT NULL,
      PRIMARY KEY (zone, place, column_name, field, kind, fingerprint)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE scan (
      id INTEGER PRIMARY KEY,
      zone TEXT,
      prefix TEXT NOT NULL,
      started REAL NOT NULL,
      finished REAL,
      objects INTEGER NOT NULL DEFAULT 0,
      bytes INTEGER NOT NULL DEFAULT 0,
      added INTEGER NOT NULL DEFAULT 0,
      changed INTEGER NOT NULL DEFAULT 0,
      removed INTEGER NOT NULL DEFAULT 0,
      datasets INTEGER NOT NULL DEFAULT 0
    ) STRICT;
  `,
  temporary: `
    CREATE TEMPORARY TABLE seen (path TEXT PRIMARY KEY, a INTEGER, b INTEGER, objects INTEGER, bytes INTEGER) WITHOUT ROWID;
    CREATE TEMPORARY TABLE listed (name TEXT PRIMARY KEY, size INTEGER, modified REAL, etag TEXT, class TEXT) WITHOUT ROWID;
    CREATE TEMPORARY TABLE registered (dataset INTEGER, partition TEXT, folder TEXT, PRIMARY KEY (dataset, partition)) WITHOUT ROWID;
    CREATE INDEX temp.registered_folder ON registered (dataset, folder);
    CREATE TEMPORARY TABLE grouped (id INTEGER PRIMARY KEY);
    CREATE TEMPORARY TABLE catalog_table (
      zone TEXT, location TEXT, name TEXT, content TEXT, PRIMARY KEY (zone, location, name)
    ) WITHOUT ROWID;
  `,
};
