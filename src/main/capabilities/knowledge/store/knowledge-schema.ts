import { crc32 } from "node:zlib";
import { z } from "zod";
import type { IndexSchema } from "../../../state/index-database.ts";
import { understood } from "../statements/statement-event.ts";

/** To be raised when the same events come to be folded to something else. */
const FOLDING = 1;

const tables = `
    CREATE TABLE statement (
      id TEXT PRIMARY KEY,
      register TEXT NOT NULL,
      topic TEXT NOT NULL,
      -- Table and zone, or path of a dataset and zone; '' where there is none.
      zone TEXT NOT NULL, name TEXT NOT NULL,
      -- Glossary term; '' for everything else.
      term TEXT NOT NULL,
      principal TEXT NOT NULL, at TEXT NOT NULL,
      said TEXT NOT NULL, replaces TEXT NOT NULL,
      live INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX statement_register ON statement (register);
    CREATE INDEX statement_place ON statement (zone, name, at, id);
    CREATE INDEX statement_live ON statement (topic, zone, name) WHERE live = 1;
    CREATE INDEX statement_term ON statement (term) WHERE live = 1 AND term <> '';
    -- Also of statements that have not come yet.
    CREATE TABLE replaced (register TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (register, id)) STRICT, WITHOUT ROWID;
    CREATE TABLE ignored (id TEXT PRIMARY KEY, kind TEXT NOT NULL) STRICT, WITHOUT ROWID;
    -- The revision at which what is known of a table changed last.
    CREATE TABLE touched (
      zone TEXT NOT NULL, name TEXT NOT NULL, revision INTEGER NOT NULL, PRIMARY KEY (zone, name)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX touched_at ON touched (revision);
    CREATE TABLE journal (
      only INTEGER PRIMARY KEY CHECK (only = 1), heads TEXT NOT NULL, revision INTEGER NOT NULL, whole INTEGER NOT NULL,
      -- Events up to the heads that cannot be read.
      unreadable INTEGER NOT NULL
    ) STRICT;
    INSERT INTO journal VALUES (1, '{}', 0, 0, 0);
`;

/** Another number for an app that understands other events, so that what was passed over before is read again. */
export function versionOf(schemas: readonly z.ZodType[]): number {
  const told = schemas.map((schema) => z.toJSONSchema(schema, { io: "input" }));
  // SQLite keeps the version as a signed number of 32 bits, which is 0 in a new file.
  return (crc32(JSON.stringify([FOLDING, tables, told])) % 0x7fff_ffff) + 1;
}

export const knowledgeSchema: IndexSchema = { version: versionOf(understood), cacheMebibytes: 16, sql: tables };
