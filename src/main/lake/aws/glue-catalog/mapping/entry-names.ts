/**
 * Names of Glue tables in zones. A table of the zone's own database has its own name, any other is `database.table`, so
 * that names are unique in a zone. What a name in SQL cannot have is written as in URLs.
 */

export interface GlueName {
  database: string;
  table: string;
}

export function entryName({ database, table }: GlueName, ownDatabase: string | null): string {
  if (database === ownDatabase && !table.includes(".")) return encoded(table);
  return `${encoded(database).replaceAll(".", "%2e")}.${encoded(table)}`;
}

/** The table behind a name; null for a bare name in a zone without a database of its own. */
export function parseEntryName(name: string, ownDatabase: string | null): GlueName | null {
  const dot = name.indexOf(".");
  if (dot < 0) return ownDatabase === null ? null : { database: ownDatabase, table: folded(decoded(name)) };
  return { database: folded(decoded(name.slice(0, dot))), table: folded(decoded(name.slice(dot + 1))) };
}

/** Glue folds names to lower case when it stores them, "for Hive compatibility" (API_TableInput). */
function folded(name: string): string {
  return name.toLowerCase();
}

function encoded(name: string): string {
  return name.replaceAll(/[\s"'`;/\\%]/g, (character) =>
    character === "'" ? "%27" : encodeURIComponent(character).toLowerCase(),
  );
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
