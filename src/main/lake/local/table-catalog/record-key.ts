import { createHash } from "node:crypto";

export const CATALOG_PREFIX = ".lakeshore/catalog/";

const REVISION_DIGITS = 6;
/** File names have at most 255 bytes on the common file systems; zone, revision and ending need the rest. */
const LONGEST_NAME = 160;

/** Names are one in SQL whatever their case, so they are one here too, also on file systems that keep case apart. */
export function recordName(zoneId: string, name: string): string {
  const folded = name.normalize("NFC").toLowerCase();
  const encoded = encodeURIComponent(folded).replaceAll(
    /[~*'()!]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
  const short =
    encoded.length <= LONGEST_NAME
      ? encoded
      : `${encoded.slice(0, 80)}-${createHash("sha256").update(folded).digest("hex")}`;
  return `${zoneId}~${short}`;
}

/** All revisions lie in one prefix, so that one listing reads the catalog and one watch follows it. */
export function revisionKey(record: string, revision: number): string {
  return `${CATALOG_PREFIX}${record}~${String(revision).padStart(REVISION_DIGITS, "0")}.json`;
}

export function parseRevisionKey(key: string): { record: string; revision: number } | null {
  if (!key.startsWith(CATALOG_PREFIX)) return null;
  const match = /^([^~/]+~[^~/]+)~(\d{6,})\.json$/.exec(key.slice(CATALOG_PREFIX.length));
  return match?.[1] && match[2] ? { record: match[1], revision: Number(match[2]) } : null;
}
