import { isFolderPath } from "../../shared/domain/object-address.ts";

/** Addresses inside the app: what can be linked to, reloaded and gone back to. */

export function lakePath(lakeId: string): string {
  return `/lake/${encodeURIComponent(lakeId)}`;
}

/** Addresses of a lake and of a zone in it, for routes. wouter's own patterns break off at a line break in a name. */
export const lakeRoute = /^\/lake\/(?<lakeId>[^/]+)(?:\/.*)?$/s;
export const zoneRoute = /^\/lake\/[^/]+\/zone\/(?<zoneId>[^/]+)(?:\/.*)?$/s;

/** A folder of a zone, or an object in it, which is then selected. */
export function zonePath(lakeId: string, zoneId: string, path = ""): string {
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  return `${lakePath(lakeId)}/zone/${encodeURIComponent(zoneId)}/${encoded}`;
}

/** The queries of a lake; or one open tab, one saved query, or one run of the history. */
export function queryPath(lakeId: string, shown?: QueryPlace): string {
  const base = `${lakePath(lakeId)}/query`;
  return shown ? `${base}/${shown.kind}/${encodeURIComponent(shown.id)}` : base;
}

export interface QueryPlace {
  kind: "tab" | "saved" | "run";
  id: string;
}

/** What the part of an address behind `/query/` names; undefined when it names nothing. */
export function parseQueryPlace(rest: string): QueryPlace | undefined {
  const [word, id = ""] = rest.split("/");
  const kind = (["tab", "saved", "run"] as const).find((candidate) => candidate === word);
  if (!kind || id === "") return undefined;
  try {
    return { kind, id: decodeURIComponent(id) };
  } catch {
    return undefined;
  }
}

/** The glossary of a lake, or one of its terms. */
export function glossaryPath(lakeId: string, termId?: string): string {
  const base = `${lakePath(lakeId)}/glossary`;
  return termId === undefined ? base : `${base}/${encodeURIComponent(termId)}`;
}

/** Stands for "no zone" in an address; no zone has this id. */
const noZone = "~";

export function catalogPath(lakeId: string, table?: { zoneId: string | null; name: string }): string {
  const base = `${lakePath(lakeId)}/catalog`;
  return table ? `${base}/${encodeURIComponent(table.zoneId ?? noZone)}/${encodeURIComponent(table.name)}` : base;
}

/** The table that the part of an address behind the catalog names; undefined when it names none. */
export function parseCatalogPath(encoded: string): { zoneId: string | null; name: string } | undefined {
  const [zoneId, name] = encoded.split("/");
  if (!zoneId || !name) return undefined;
  try {
    return { zoneId: zoneId === noZone ? null : decodeURIComponent(zoneId), name: decodeURIComponent(name) };
  } catch {
    return undefined;
  }
}

/** The folder and the selected object of the part of an address behind the zone. Undefined when it is not encoded as ours are. */
export function parseZonePath(encoded: string): { folder: string; object: string | null } | undefined {
  let path: string;
  try {
    path = encoded.split("/").map(decodeURIComponent).join("/");
  } catch {
    return undefined;
  }
  if (isFolderPath(path)) return { folder: path, object: null };
  return { folder: path.slice(0, path.lastIndexOf("/") + 1), object: path };
}
