import { AppError } from "../../../shared/domain/app-error.ts";
import type { LakeDefinition, Zone } from "../../../shared/domain/lake-definition.ts";
import { sameSqlName } from "../../../shared/domain/sql-names.ts";

/** A place in a zone that a text names; `path` may hold wildcards. */
export interface NamedPlace {
  zone: Zone;
  path: string;
}

/**
 * The place in a zone that a path in a query means. A path starts at the lake's own folder (`raw/flights.csv`), or with
 * a zone's id where that is not its folder. QUERY_REFUSED for what leads anywhere else, whether it exists or not.
 */
export function placeOfPath(typed: string, definition: LakeDefinition): NamedPlace {
  const path = typed.replace(/^(?:\.\/)+/, "");
  requireLakePath(typed, path);
  const located = definition.zones
    .filter(({ location }) => path.startsWith(location))
    .toSorted((a, b) => b.location.length - a.location.length)[0];
  if (located) return { zone: located, path: path.slice(located.location.length) };
  const slash = path.indexOf("/");
  const zone = definition.zones.find(({ id }) => slash > 0 && sameSqlName(id, path.slice(0, slash)));
  if (!zone) {
    const zones = definition.zones.map(({ location }) => location).join(", ");
    throw refusedPath(typed, `it is in no zone of this lake (${zones})`);
  }
  return { zone, path: path.slice(slash + 1) };
}

/** QUERY_REFUSED for a path that cannot be one of the lake; only the text is looked at. */
export function requireLakePath(typed: string, path = typed): void {
  const problem = problemOf(path);
  if (problem !== null) throw refusedPath(typed, problem);
}

function problemOf(path: string): string | null {
  if (path === "") return "it is empty";
  if (/^[A-Za-z][A-Za-z0-9+.-]+:/.test(path)) return "addresses of other stores are not read";
  if (/^(?:[/\\~]|[A-Za-z]:)/.test(path)) return "absolute paths are not read";
  if (path.includes("\0")) return "it contains a NUL character";
  const segments = path.split("/");
  if (segments.some((segment) => /^\.{1,2}$|^\.\.\\|\\\.\.(?:\\|$)/.test(segment)))
    return "it steps out of its folder with “..”";
  if (segments.slice(0, -1).includes("")) return "it has an empty part between two slashes";
  if (segments.some((segment) => segment.toLowerCase().startsWith(".lakeshore"))) {
    return "Lakeshore's own files are not read";
  }
  return null;
}

function refusedPath(path: string, why: string): AppError {
  return new AppError("QUERY_REFUSED", `“${path}” is not read: ${why}.`, {
    hint: "Write zone.dataset, or a path that starts at the lake's folder, such as 'raw/flights/2001.csv'.",
    details: { path },
  });
}

export function hasWildcard(path: string): boolean {
  return /[*?[]/.test(path);
}

/** What `*`, `?`, `[a-z]` and `**` match, as in DuckDB's globs: only `**` crosses folders. */
export function globPattern(glob: string): RegExp {
  const source = glob
    .split("/")
    .map((segment) => (segment === "**" ? "**" : segmentPattern(segment)))
    .join("/")
    .replaceAll("**/", "(?:[^/]+/)*")
    .replace(/\*\*$/, ".*");
  return new RegExp(`^${source}$`, "u");
}

/** The folder below which everything lies that a glob can match; "" for the whole zone. */
export function globRoot(glob: string): string {
  const wildcard = glob.search(/[*?[]/);
  return glob.slice(0, glob.lastIndexOf("/", wildcard) + 1);
}

function segmentPattern(segment: string): string {
  return segment.replaceAll(/\[(!?)([^\]]+)\]|[\\^$.|+(){}[\]/*?]/g, (found, not: unknown, set: unknown) => {
    if (found === "*") return "[^/]*";
    if (found === "?") return "[^/]";
    if (typeof set !== "string") return `\\${found}`;
    return `[${not === "!" ? "^/" : ""}${set.replaceAll(/[\\^[]/g, String.raw`\$&`)}]`;
  });
}

/** A path as DuckDB takes it for this one file: its readers expand wildcards. */
export function withoutWildcards(path: string): string {
  return path.replaceAll(/[*?[]/g, "[$&]");
}
