import type { SearchHit } from "../../../shared/contract/catalog.ts";
import { catalogPath, queryPath, zonePath } from "../../lib/paths.ts";

/** Where a hit leads. */
export function hitAddress({ kind, zoneId, target, title }: SearchHit, lakeId: string): string {
  if (kind === "saved-query" || zoneId === null) return queryPath(lakeId, { kind: "saved", id: target });
  if (kind === "object") return zonePath(lakeId, zoneId, target);
  if (kind === "zone") return zonePath(lakeId, zoneId);
  const table = catalogPath(lakeId, { zoneId, name: target });
  return kind === "column" ? `${table}?column=${encodeURIComponent(title)}` : table;
}
