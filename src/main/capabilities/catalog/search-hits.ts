import type { SearchHit } from "../../../shared/contract/catalog.ts";
import type { Zone } from "../../../shared/domain/lake-definition.ts";
import { baseName, parentPath } from "../../../shared/domain/object-address.ts";
import { type IndexHit, fold, matchRanges } from "./search-index/index.ts";

type Match = SearchHit["matches"][number];

const SEPARATOR = " › ";
/** A table with thousands of columns says why it matched with the first few. */
const SHOWN_COLUMNS = 5;

/** A hit as people read it: what it is, where it is, and which of its texts hold the typed words. */
export function presentHit(hit: IndexHit, words: readonly string[], zones: readonly Zone[]): SearchHit {
  if (hit.kind === "saved-query") return savedQueryHit(hit, words);
  const zone = zones.find(({ id }) => id === hit.zoneId)?.title ?? hit.zoneId ?? "In no zone";
  switch (hit.kind) {
    case "table":
      return {
        kind: "table",
        title: hit.table,
        trail: zone,
        zoneId: hit.zoneId,
        target: hit.table,
        matches: [
          ...matchOf("name", hit.table, words),
          ...hit.columns.flatMap((column) => matchOf("column", column, words)).slice(0, SHOWN_COLUMNS),
          ...matchOf("description", hit.description, words),
        ],
      };
    case "column":
      return {
        kind: "column",
        title: hit.column,
        trail: [zone, hit.table].join(SEPARATOR),
        zoneId: hit.zoneId,
        target: hit.table,
        matches: [...matchOf("column", hit.column, words), ...matchOf("description", hit.description, words)],
      };
    case "object":
      return {
        kind: "object",
        title: baseName(hit.path),
        trail: [zone, ...parentPath(hit.path).split("/").filter(Boolean)].join(SEPARATOR),
        zoneId: hit.zoneId,
        target: hit.path,
        matches: matchOf("path", hit.path, words),
      };
  }
}

function savedQueryHit(
  { id, name, description, line }: Extract<IndexHit, { kind: "saved-query" }>,
  words: readonly string[],
): SearchHit {
  return {
    kind: "saved-query",
    title: name,
    trail: "Saved query",
    zoneId: null,
    target: id,
    matches: [
      ...matchOf("name", name, words),
      ...matchOf("description", description, words),
      ...matchOf("sql", line, words),
    ],
  };
}

/** Zones are few: they are looked through as they are. */
export function zoneHits(zones: readonly Zone[], words: readonly string[]): SearchHit[] {
  return zones
    .filter(({ id, title, kind }) =>
      words.every((word) => matchRanges(fold(`${title} ${id} ${kind}`), [word]).length > 0),
    )
    .map((zone) => ({
      kind: "zone",
      title: zone.title,
      trail: zone.kind,
      zoneId: zone.id,
      target: zone.id,
      matches: matchOf("name", zone.title, words),
    }));
}

function matchOf(field: Match["field"], text: string, words: readonly string[]): Match[] {
  const ranges = matchRanges(text, words);
  return ranges.length > 0 ? [{ field, text, ranges }] : [];
}
