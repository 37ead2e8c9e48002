import type { IndexState } from "../../../shared/domain/search.ts";
import { plural } from "../../lib/format.ts";

/** What a person should know of the index behind a search; null while it is as it should be. */
export function indexWords({ state, tables, objects, problem }: IndexState): string | null {
  const known = `${plural(tables, "table")} and ${plural(objects, "object")}`;
  if (state === "building") return `The lake is still being looked through: ${known} so far.`;
  if (state === "failed") return `The index is behind (${known}): ${problem ?? "it could not be brought up to date."}`;
  return null;
}
