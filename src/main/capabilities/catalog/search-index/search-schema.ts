import type { IndexSchema } from "../../../state/index-database.ts";

/**
 * One lake's search index. It holds nothing that cannot be had elsewhere. A table with all its columns is one document;
 * `name_text` has the words of names in their order, `table_text` says which words a table has anywhere. Both need only
 * split on spaces, so that any letter that is not ASCII is part of a word.
 */
export const searchSchema: IndexSchema = {
  version: 5,
  cacheMebibytes: 24,
  // What a reading of the catalog has come by, beside the index: a mark in each row would write all of it anew.
  temporary: "CREATE TEMP TABLE seen (id INTEGER PRIMARY KEY) STRICT;",
  sql: `
    CREATE TABLE item (
      id INTEGER PRIMARY KEY,
      zone TEXT NOT NULL,
      name TEXT NOT NULL,
      content TEXT NOT NULL,
      name_words TEXT NOT NULL,
      column_words TEXT NOT NULL,
      description_words TEXT NOT NULL,
      description TEXT NOT NULL,
      columns TEXT NOT NULL,
      UNIQUE (zone, name)
    ) STRICT;
    CREATE TABLE standing (
      id INTEGER PRIMARY KEY,
      zone TEXT NOT NULL,
      kind TEXT NOT NULL,
      database TEXT NOT NULL,
      format TEXT NOT NULL,
      owner TEXT NOT NULL DEFAULT '',
      certification TEXT NOT NULL DEFAULT '',
      tags TEXT NOT NULL DEFAULT '',
      classifications TEXT NOT NULL DEFAULT '',
      rating REAL NOT NULL DEFAULT 0,
      ratings INTEGER NOT NULL DEFAULT 0,
      modified REAL,
      bytes INTEGER,
      heat REAL NOT NULL DEFAULT 0,
      known TEXT NOT NULL DEFAULT '',
      known_words TEXT NOT NULL DEFAULT ''
    ) STRICT;
    CREATE TABLE fact (
      zone TEXT NOT NULL,
      name TEXT NOT NULL,
      source TEXT NOT NULL,
      facts TEXT NOT NULL,
      PRIMARY KEY (zone, name, source)
    ) STRICT, WITHOUT ROWID;
    CREATE VIRTUAL TABLE name_text USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2');
    CREATE VIRTUAL TABLE table_text USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'ascii', detail = 'none');
    INSERT INTO name_text (name_text, rank) VALUES ('hashsize', 4000000);
    INSERT INTO table_text (table_text, rank) VALUES ('hashsize', 4000000);
    CREATE TABLE term (
      id INTEGER PRIMARY KEY,
      text TEXT NOT NULL UNIQUE,
      names INTEGER NOT NULL,
      uses INTEGER NOT NULL
    ) STRICT;
    CREATE VIRTUAL TABLE term_infix USING fts5 (text, content = 'term', content_rowid = 'id', tokenize = 'trigram');
    CREATE TABLE term_deletion (hash INTEGER NOT NULL, term INTEGER NOT NULL, PRIMARY KEY (hash, term)) STRICT, WITHOUT ROWID;
    CREATE TABLE object (
      id INTEGER PRIMARY KEY,
      zone TEXT NOT NULL,
      path TEXT NOT NULL,
      scan INTEGER NOT NULL,
      UNIQUE (zone, path)
    ) STRICT;
    CREATE VIRTUAL TABLE object_text USING fts5 (path, content = '', contentless_delete = 1, prefix = '2 3', detail = 'none');
    CREATE TABLE saved_query (
      id INTEGER PRIMARY KEY,
      query TEXT NOT NULL,
      name TEXT NOT NULL,
      description TEXT NOT NULL,
      sql TEXT NOT NULL
    ) STRICT;
    CREATE VIRTUAL TABLE saved_query_text USING fts5 (name, description, sql, content = '', contentless_delete = 1, prefix = '1 2 3');
  `,
};
