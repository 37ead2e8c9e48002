import { z } from "zod";

/**
 * A path inside a zone: "/"-separated, no leading "/". "" is the zone itself; a path that ends in "/" is a folder
 * (prefix), any other an object.
 */
export const ZonePath = z.string().max(4096).refine(isZonePath, "a path stays inside its zone");

/** Where an object or a folder is. */
export const ObjectAddress = z.object({ lakeId: z.string(), zoneId: z.string(), path: ZonePath });
export type ObjectAddress = z.infer<typeof ObjectAddress>;

function isZonePath(path: string): boolean {
  if (path.startsWith("/") || path.includes("\0")) return false;
  const segments = path.split("/");
  return segments.every((segment, index) => {
    if (segment === "." || segment === "..") return false;
    return segment !== "" || index === segments.length - 1;
  });
}

/** The last segment, without a trailing "/". "" for the zone itself. */
export function baseName(path: string): string {
  const trimmed = path.endsWith("/") ? path.slice(0, -1) : path;
  return trimmed.slice(trimmed.lastIndexOf("/") + 1);
}

/** The folder that holds the object or folder; "" when that is the zone itself. */
export function parentPath(path: string): string {
  const trimmed = path.endsWith("/") ? path.slice(0, -1) : path;
  return trimmed.slice(0, trimmed.lastIndexOf("/") + 1);
}

export function isFolderPath(path: string): boolean {
  return path === "" || path.endsWith("/");
}
