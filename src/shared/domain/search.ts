import { z } from "zod";

/** How what was typed is like what was found: the whole word, its beginning, letters inside, a typo, or words typed as one. */
export const MatchedHow = z.enum(["word", "beginning", "inside", "typo", "joined"]);
export type MatchedHow = z.infer<typeof MatchedHow>;

/** One reason for the place of a hit: points of its texts, or a factor of what is known of it. */
export const RankPart = z.object({
  what: z.enum(["text", "certification", "rating", "popularity", "freshness"]),
  /** Of "text" points; of all others what the points are multiplied with. */
  value: z.number(),
});
export type RankPart = z.infer<typeof RankPart>;

export const SearchHit = z.object({
  kind: z.enum(["table", "column", "object", "zone", "saved-query"]),
  title: z.string(),
  /** Where it is, as people read it: "trusted › flights › carrier". */
  trail: z.string(),
  zoneId: z.string().nullable(),
  /** Table name for tables and columns; path for objects; id for saved queries. */
  target: z.string(),
  /** Why it was found: the field, and the matched stretches of its text. */
  matches: z.array(
    z.object({
      field: z.enum(["name", "column", "description", "known", "path", "sql"]),
      text: z.string(),
      ranges: z.array(z.tuple([z.int(), z.int()])),
      how: MatchedHow,
    }),
  ),
  /** Why it has its place; empty for what is not ranked. */
  rank: z.array(RankPart),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const IndexState = z.object({
  state: z.enum(["building", "ready", "failed"]),
  tables: z.int(),
  objects: z.int(),
  /** Names of objects are those of the inventory's last scan; else the lake is listed for them. */
  areScanned: z.boolean(),
  problem: z.string().nullable(),
});
export type IndexState = z.infer<typeof IndexState>;

export const facetKeys = ["zone", "database", "format", "tag", "class", "owner", "is", "fresh", "size"] as const;
export const FacetKey = z.enum(facetKeys);
export type FacetKey = z.infer<typeof FacetKey>;

/** The values that the found tables have of one facet, the most frequent first. */
export const Facet = z.object({
  key: FacetKey,
  values: z.array(z.object({ value: z.string(), count: z.int() })),
});
export type Facet = z.infer<typeof Facet>;

/** Bounds of the ages of data that can be asked for, in days. */
export const freshness = { day: 1, week: 7, month: 31, year: 366, older: Number.POSITIVE_INFINITY } as const;
/** Bounds of the sizes that can be asked for, in bytes. */
export const sizes = {
  tiny: 1e6,
  small: 100e6,
  medium: 10e9,
  large: 1e12,
  huge: Number.POSITIVE_INFINITY,
} as const;
