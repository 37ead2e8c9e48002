import { z } from "zod";
import type { KnowledgeSummary, TableSubject } from "../../../../shared/domain/knowledge.ts";
import type { IndexDatabase } from "../../../state/index-database.ts";
import { liveStatements } from "./statement-rows.ts";
import { linkedTerms, presentTags, ratingsOf } from "./table-knowledge.ts";
import { newestValue } from "./versions.ts";

const Cursor = z.tuple([z.string(), z.string()]);

export interface SummaryRequest {
  after: string | null;
  limit: number;
  /** Only of tables that have changed after that revision; 0 is all. */
  since: number;
}

/** Tables of which something is or was known, by zone and name; those in no zone first. */
export function summaries(
  database: IndexDatabase,
  { after, limit, since }: SummaryRequest,
): { summaries: KnowledgeSummary[]; next: string | null } {
  const [zone, name] = after === null ? ["", ""] : Cursor.parse(JSON.parse(after));
  const places = database
    .all(
      `SELECT zone, name FROM touched WHERE revision > ? AND (zone, name) > (?, ?) ORDER BY zone, name LIMIT ?`,
      since,
      zone,
      name,
      limit + 1,
    )
    .map((row) => ({ zone: String(row["zone"]), name: String(row["name"]) }));
  const shown = places.slice(0, limit);
  const last = places.length > limit ? shown.at(-1) : undefined;
  return {
    summaries: shown.map((place) => summaryOf(database, place)),
    next: last ? JSON.stringify([last.zone, last.name]) : null,
  };
}

function summaryOf(database: IndexDatabase, place: { zone: string; name: string }): KnowledgeSummary {
  const table: TableSubject = { zoneId: place.zone === "" ? null : place.zone, name: place.name };
  const descriptions = liveStatements(database, ["description"], place);
  const columns = new Map<string, string>();
  for (const { statement } of descriptions.toReversed()) {
    if (statement.column === null) continue;
    if (statement.value === null) columns.delete(statement.column);
    else columns.set(statement.column, statement.value);
  }
  const terms = linkedTerms(database, liveStatements(database, ["link"], place));
  const { count, average } = ratingsOf(liveStatements(database, ["rating"], place), "");
  return {
    table,
    description: newestValue(descriptions.filter(({ statement }) => statement.column === null)),
    owner: newestValue(liveStatements(database, ["owner"], place)),
    certification: newestValue(liveStatements(database, ["certification"], place)),
    tags: presentTags(liveStatements(database, ["tag"], place)).map(({ tag }) => tag),
    terms: [...new Set(terms.map((term) => term.name))],
    rating: { count, average },
    columns: [...columns]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([column, description]) => ({ name: column, description })),
  };
}
