import type { SearchHit } from "../../../shared/domain/search.ts";
import type { Zone } from "../../../shared/domain/lake-definition.ts";
import { baseName, parentPath } from "../../../shared/domain/object-address.ts";
import { type IndexHit, type TableHit, fold, matchRanges } from "./search-index/index.ts";

type Match = SearchHit["matches"][number];

const SEPARATOR = " › ";

/** A hit as people read it: what it is, where it is, and which of its texts hold the typed words. */
export function presentHit(hit: IndexHit, words: readonly string[], zones: readonly Zone[]): SearchHit {
  if (hit.kind === "saved-query") return savedQueryHit(hit, words);
  const zone = zones.find(({ id }) => id === hit.zoneId)?.title ?? hit.zoneId ?? "In no zone";
  return hit.kind === "object" ? objectHit(hit, words, zone) : tableHit(hit, words, zone);
}

function tableHit(hit: TableHit, words: readonly string[], zone: string): SearchHit {
  const { zoneId, table, column, matches, parts } = hit;
  return {
    kind: column === null ? "table" : "column",
    title: column ?? table,
    trail: column === null ? zone : [zone, table].join(SEPARATOR),
    zoneId,
    target: table,
    matches: matches.map(({ field, text, words: found, how }) => ({
      field,
      text,
      ranges: matchRanges(text, how === "word" || how === "beginning" ? words : found),
      how,
    })),
    rank: [...parts],
  };
}

function objectHit(
  { zoneId, path }: Extract<IndexHit, { kind: "object" }>,
  words: readonly string[],
  zone: string,
): SearchHit {
  return {
    kind: "object",
    title: baseName(path),
    trail: [zone, ...parentPath(path).split("/").filter(Boolean)].join(SEPARATOR),
    zoneId,
    target: path,
    matches: matchOf("path", path, words),
    rank: [],
  };
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
    rank: [],
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
      rank: [],
    }));
}

function matchOf(field: Match["field"], text: string, words: readonly string[]): Match[] {
  const ranges = matchRanges(text, words);
  return ranges.length > 0 ? [{ field, text, ranges, how: "beginning" }] : [];
}
