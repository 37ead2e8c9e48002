import type { SearchHit } from "../../../shared/domain/search.ts";
import { catalogPath, queryPath, zonePath } from "../../lib/paths.ts";

/** Where a hit leads. */
export function hitAddress({ kind, zoneId, target, title }: SearchHit, lakeId: string): string {
  if (kind === "saved-query") return queryPath(lakeId, { kind: "saved", id: target });
  if (kind === "object" || kind === "zone") {
    return zoneId === null ? catalogPath(lakeId) : zonePath(lakeId, zoneId, kind === "object" ? target : "");
  }
  const table = catalogPath(lakeId, { zoneId, name: target });
  return kind === "column" ? `${table}?column=${encodeURIComponent(title)}` : table;
}
