import type { ReadingStatement } from "../../lake/ports.ts";

/** What a text that a person typed is and what it names, by DuckDB's own parser. Nothing of it has run. */
export interface QuestionAnalysis {
  statement: ReadingStatement;
  /** The text to run: as typed, with plain spaces for those that only Unicode knows. Offsets are the same in both. */
  sql: string;
  tables: readonly TableReference[];
  calls: readonly FileCall[];
  /** SHOW TABLES and the like list the lake and not the engine; `schema` null is every zone. */
  listing: { of: "tables" | "schemas"; schema: string | null } | null;
}

/** A table that a FROM names and that is none of the text's own (a CTE). */
export interface TableReference {
  /** What stands before the last dot: none for a name or path alone. */
  qualifiers: readonly string[];
  name: string;
  /** Where it stands, 0-based in UTF-16 units. */
  offset: number;
  /** False when it may as well be a column: what does not exist is then no error of its own. */
  certain: boolean;
}

/** A function that reads files, and the argument that names them. */
export interface FileCall {
  function: string;
  /** Whether a list of files may stand in place of one. */
  takesList: boolean;
  offset: number;
  /** The whole argument: one text, or a list of them. */
  start: number;
  end: number;
  /** Where the call ends when it has no other argument, else null. */
  callEnd: number | null;
  paths: readonly string[];
}
