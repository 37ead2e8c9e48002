import { OddOne } from "../../../../shared/domain/inventory.ts";
import type { IndexDatabase } from "../../../state/index-database.ts";

/** Engines read best what is in files of this size (docs.aws.amazon.com/athena, "Top 10 performance tuning tips": 128 MB). */
const GOOD_SIZE = 128 * 1024 * 1024;
const SWARM = 100;
const TINY = 1024 * 1024;

const odd = `
  SELECT 'unread-folders' AS kind, zone, path, coalesce(all_objects, 0) AS objects, coalesce(all_bytes, 0) AS bytes, reason AS evidence, NULL AS could_be
    FROM unread LEFT JOIN prefix USING (zone, path)
  UNION ALL
  SELECT 'empty-partitions', zone, path, emptied, 0, emptied_names, NULL FROM dataset WHERE emptied > 0 AND table_name IS NOT NULL
  UNION ALL
  SELECT 'empty-files', zone, path, sum(shape.empty), 0, min(shape.first), NULL
    FROM shape JOIN prefix ON prefix.id = shape.prefix WHERE shape.empty > 0 AND shape.role IN ('data', 'other') GROUP BY prefix.id
  UNION ALL
  SELECT 'temporary-files', zone, path, sum(shape.objects), sum(shape.bytes), min(shape.first), NULL
    FROM shape JOIN prefix ON prefix.id = shape.prefix WHERE shape.role = 'temporary' GROUP BY prefix.id
  UNION ALL
  SELECT 'tiny-files', zone, path, objects, bytes, '', max(1, (bytes + ${GOOD_SIZE} - 1) / ${GOOD_SIZE})
    FROM dataset WHERE objects >= ${SWARM} AND bytes < objects * ${TINY} AND kind <> 'table'
  UNION ALL
  SELECT 'mixed-formats', zone, path, objects, bytes, formats, NULL
    FROM dataset WHERE json_array_length(formats) > 1
  UNION ALL
  SELECT 'mixed-schemas', zone, path, objects, bytes, warnings, NULL FROM dataset WHERE warnings <> ''`;

/** What a person should look at, a page of it. */
export function oddOnes(database: IndexDatabase, start: number, limit: number): { oddOnes: OddOne[]; count: number } {
  const rows = database.all(
    `SELECT * FROM (${odd}) ORDER BY kind, objects DESC, zone, path LIMIT ? OFFSET ?`,
    limit,
    start,
  );
  return {
    oddOnes: rows.map((row) =>
      OddOne.parse({
        kind: row["kind"],
        zoneId: row["zone"],
        path: row["path"],
        objects: row["objects"],
        bytes: row["bytes"],
        evidence: evidence(String(row["kind"]), String(row["evidence"])),
        couldBe: row["could_be"],
      }),
    ),
    count: database.count(`SELECT count(*) AS n FROM (${odd})`),
  };
}

function evidence(kind: string, text: string): string {
  if (kind !== "mixed-formats") return text;
  const formats: unknown = JSON.parse(text);
  if (!Array.isArray(formats)) return text;
  return formats
    .map((pair: unknown) => (Array.isArray(pair) ? `${String(pair[1])} ${String(pair[0])}` : ""))
    .join(", ");
}
