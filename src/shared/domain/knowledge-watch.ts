import { z } from "zod";
import { TableSubject } from "./knowledge.ts";

/** Something that a person asked to be told of. */
export const WatchNews = z.object({
  /** When the app saw it. */
  at: z.iso.datetime(),
  /** "data": newer objects than before; `before` and `after` are times then. "table": it is gone, or is there again. */
  what: z.enum(["column", "data", "table"]),
  /** Of a column; else "". */
  name: z.string(),
  /** The type of a column; null is "not there". */
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type WatchNews = z.infer<typeof WatchNews>;

/** Newest first, at most 50. */
const WatchedTable = z.object({ table: TableSubject, since: z.iso.datetime(), news: z.array(WatchNews) });
export type WatchedTable = z.infer<typeof WatchedTable>;

/** What a person keeps of a lake for themselves, on this machine. */
export const PersonalTables = z.object({
  favourites: z.array(z.object({ table: TableSubject, since: z.iso.datetime() })),
  watched: z.array(WatchedTable),
});
export type PersonalTables = z.infer<typeof PersonalTables>;
