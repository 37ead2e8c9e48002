import type { IndexDatabase } from "../../../state/index-database.ts";
import type { DatasetGroup } from "./dataset-groups.ts";

const CHUNK = 200;

/**
 * Makes the datasets of a zone those that were found, step by step; ones that are as they were are not written. At the last
 * step the others are taken out.
 */
export function* replaceDatasets(
  database: IndexDatabase,
  zoneId: string,
  groups: Iterable<DatasetGroup>,
): Generator<void, void, void> {
  database.run("DELETE FROM grouped");
  let chunk: DatasetGroup[] = [];
  const take = () => {
    database.transaction(() => chunk.forEach((group) => upsert(database, zoneId, group)));
    chunk = [];
  };
  for (const group of groups) {
    chunk.push(group);
    if (chunk.length < CHUNK) continue;
    take();
    yield;
  }
  take();
  database.run("DELETE FROM dataset WHERE zone = ? AND kind <> 'table' AND id NOT IN (SELECT id FROM grouped)", zoneId);
}

function upsert(database: IndexDatabase, zoneId: string, group: DatasetGroup): void {
  const { path, pattern, kind, objects, bytes, newest } = group;
  const fingerprint = `${kind} ${group.a.toString(36)} ${group.b.toString(36)}`;
  const formats = [...group.formats].toSorted(([, a], [, b]) => b - a);
  const [known] = database.all(
    "SELECT id, fingerprint FROM dataset WHERE zone = ? AND path = ? AND pattern = ?",
    zoneId,
    path,
    pattern,
  );
  const values = [kind, formatOf(kind, formats), JSON.stringify(formats), objects, bytes, newest, fingerprint] as const;
  if (!known) {
    const { lastInsertRowid } = database.run(
      `INSERT INTO dataset (zone, path, pattern, kind, format, formats, objects, bytes, newest, fingerprint)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      zoneId,
      path,
      pattern,
      ...values,
    );
    database.run("INSERT OR IGNORE INTO grouped VALUES (?)", lastInsertRowid);
    return;
  }
  database.run("INSERT OR IGNORE INTO grouped VALUES (?)", Number(known["id"]));
  if (known["fingerprint"] === fingerprint) return;
  database.run(
    `UPDATE dataset SET kind = ?, format = ?, formats = ?, objects = ?, bytes = ?, newest = ?, fingerprint = ? WHERE id = ?`,
    ...values,
    Number(known["id"]),
  );
}

/** What most of its files are; a `none` is known only when it has been read. */
function formatOf(kind: DatasetGroup["kind"], formats: readonly [string, number][]): string {
  if (kind === "delta" || kind === "iceberg" || kind === "hudi") return kind;
  const format = formats[0]?.[0] ?? "unknown";
  return format === "none" ? "unknown" : format;
}
