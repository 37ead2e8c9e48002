import { z } from "zod";
import { Finding, type FindingCount, type FindingState } from "../../../../shared/domain/finding.ts";
import { baseName, parentPath } from "../../../../shared/domain/object-address.ts";
import type { DecidedFinding } from "../../../../shared/domain/knowledge.ts";
import { SemanticFinding } from "../../../../shared/domain/semantics.ts";
import type { IndexDatabase } from "../../../state/index-database.ts";
import type { ColumnFinding } from "../findings/semantics-protocol.ts";

export interface FindingFilter {
  /** None is all kinds. */
  kinds: readonly string[];
  states: readonly FindingState[];
  zoneId: string | null;
  /** Only personal data. */
  personal: boolean;
  /** In the path or the name of the column. */
  text: string;
}

const VERDICT = z.object({
  verdict: z.enum(["confirmed", "dismissed"]),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
});

/** Each finding with what was decided on its evidence. */
const DECIDED = `finding JOIN dataset ON dataset.id = finding.dataset
  LEFT JOIN decision ON decision.zone = dataset.zone AND decision.place = finding.place
    AND decision.column_name = finding.column_name AND decision.field = finding.field
    AND decision.kind = finding.kind AND decision.fingerprint = finding.fingerprint`;

const SHOWN = `finding.id, finding.dataset, dataset.zone, finding.place, finding.column_name, finding.content,
  decision.content AS decided,
  (SELECT other.content FROM decision other WHERE other.zone = dataset.zone AND other.place = finding.place
     AND other.column_name = finding.column_name AND other.field = finding.field AND other.kind = finding.kind
     AND other.fingerprint <> finding.fingerprint ORDER BY other.at DESC LIMIT 1) AS earlier`;

/** Makes the findings of a dataset these. */
export function keepFindings(database: IndexDatabase, datasetId: number, findings: readonly ColumnFinding[]): void {
  database.run("DELETE FROM finding WHERE dataset = ?", datasetId);
  for (const { column, ...finding } of findings) {
    database.run(
      `INSERT INTO finding (dataset, place, column_name, field, kind, personal, confidence, fingerprint, content)
       SELECT id, path || pattern, ?, ?, ?, ?, ?, ?, ? FROM dataset WHERE id = ?`,
      column,
      finding.field ?? "",
      finding.kind,
      finding.personal ? 1 : 0,
      finding.confidence,
      finding.fingerprint,
      JSON.stringify(finding),
      datasetId,
    );
  }
}

/** Has datasets read again whose values were looked at by other rules than these. */
export function examineAs(database: IndexDatabase, version: string): void {
  database.run("UPDATE dataset SET described = '', examined = ? WHERE examined <> ?", version, version);
}

/** Takes what people have decided so far, all of it. */
export function keepDecisions(database: IndexDatabase, decisions: readonly DecidedFinding[]): void {
  database.transaction(() => {
    database.run("DELETE FROM decision");
    for (const { finding, verdict, reason, by, at } of decisions) {
      const { zoneId, path, column, field, kind, fingerprint } = finding;
      database.run(
        "INSERT OR REPLACE INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        zoneId,
        path,
        column,
        field ?? "",
        kind,
        fingerprint,
        verdict,
        at,
        JSON.stringify({ verdict, reason, by, at }),
      );
    }
  });
}

/** Findings that are so: what is to be decided first, personal data before the rest, the surest first. */
export function listFindings(
  database: IndexDatabase,
  { filter, start, limit }: { filter: FindingFilter; start: number; limit: number },
): { findings: Finding[]; count: number; kinds: FindingCount[] } {
  const { kinds, states, zoneId, personal, text } = filter;
  const unkinded = `(json_array_length(?) = 0 OR coalesce(decision.verdict, 'open') IN (SELECT value FROM json_each(?)))
    AND (? IS NULL OR dataset.zone = ?) AND (? = 0 OR finding.personal = 1)
    AND (? = '' OR instr(lower(finding.place || ' ' || finding.column_name), ?) > 0)`;
  const [wanted, chosen, part] = [JSON.stringify(states), JSON.stringify(kinds), text.toLowerCase()];
  const params = [wanted, wanted, zoneId, zoneId, personal ? 1 : 0, part, part];
  const where = `${unkinded} AND (json_array_length(?) = 0 OR finding.kind IN (SELECT value FROM json_each(?)))`;
  const rows = database.all(
    `SELECT ${SHOWN} FROM ${DECIDED} WHERE ${where}
     ORDER BY decision.verdict IS NOT NULL, finding.personal DESC, finding.confidence DESC, finding.id LIMIT ? OFFSET ?`,
    ...params,
    chosen,
    chosen,
    limit,
    start,
  );
  return {
    findings: rows.map(findingOf),
    count: database.count(`SELECT count(*) AS n FROM ${DECIDED} WHERE ${where}`, ...params, chosen, chosen),
    kinds: database
      .all(
        `SELECT finding.kind, finding.personal, count(*) AS n,
           iif(finding.kind LIKE 'custom:%', max(finding.content ->> 'variant'), NULL) AS name FROM ${DECIDED} WHERE ${unkinded}
         GROUP BY finding.kind, finding.personal ORDER BY finding.personal DESC, n DESC, finding.kind`,
        ...params,
      )
      .map((row) => ({
        kind: String(row["kind"]),
        name: typeof row["name"] === "string" ? row["name"] : null,
        personal: row["personal"] === 1,
        findings: Number(row["n"]),
      })),
  };
}

/** Findings of the dataset that is at a place of the catalog, or that the only file in a folder is there. */
export function findingsAt(database: IndexDatabase, zoneId: string, path: string): Finding[] {
  return database
    .all(
      `SELECT ${SHOWN} FROM ${DECIDED} WHERE dataset.zone = ? AND dataset.pattern = '' AND (dataset.path = ?
         OR dataset.path = ? AND dataset.kind = 'parts' AND dataset.objects = 1 AND EXISTS
           (SELECT 1 FROM prefix JOIN object ON object.prefix = prefix.id
            WHERE prefix.zone = dataset.zone AND prefix.path = dataset.path AND object.name = ?))
       ORDER BY finding.personal DESC, finding.confidence DESC, finding.id`,
      zoneId,
      path,
      parentPath(path),
      baseName(path),
    )
    .map(findingOf);
}

function findingOf(row: Record<string, unknown>): Finding {
  const decision = verdictOf(row["decided"]);
  return Finding.parse({
    ...SemanticFinding.parse(JSON.parse(String(row["content"]))),
    id: row["id"],
    datasetId: row["dataset"],
    zoneId: row["zone"],
    path: row["place"],
    column: row["column_name"],
    state: decision?.verdict ?? "open",
    decision,
    earlier: verdictOf(row["earlier"]),
  });
}

function verdictOf(text: unknown): z.infer<typeof VERDICT> | null {
  return typeof text === "string" ? VERDICT.parse(JSON.parse(text)) : null;
}
