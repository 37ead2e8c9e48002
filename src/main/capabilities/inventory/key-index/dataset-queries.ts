import { z } from "zod";
import { AppErrorData } from "../../../../shared/domain/app-error.ts";
import { TableFormat } from "../../../../shared/domain/data-format.ts";
import { Dataset, DatasetChange, type DatasetState, datasetStates } from "../../../../shared/domain/inventory.ts";
import type { IndexDatabase } from "../../../state/index-database.ts";
import { factsOf } from "./catalog-comparison.ts";
import { keepFindings } from "./finding-rows.ts";
import type { DatasetDetail, DescribedOutcome, UndescribedDataset } from "./keys-protocol.ts";

interface DatasetFilter {
  states: readonly DatasetState[];
  zoneId: string | null;
  text: string;
  start: number;
  limit: number;
}

/** Datasets in order of state, zone and path; all states where none is asked for. */
export function listDatasets(database: IndexDatabase, filter: DatasetFilter): { datasets: Dataset[]; count: number } {
  const states = JSON.stringify(filter.states.length > 0 ? filter.states : datasetStates);
  const where = `state IN (SELECT value FROM json_each(?)) AND (? IS NULL OR zone = ?)
    AND (? = '' OR instr(lower(path || coalesce(table_name, '')), ?) > 0)`;
  const text = filter.text.toLowerCase();
  const params = [states, filter.zoneId, filter.zoneId, text, text];
  const rows = database.all(
    `SELECT * FROM dataset WHERE ${where}
     ORDER BY instr('new changed missing stale unreadable known', state), zone, path, pattern LIMIT ? OFFSET ?`,
    ...params,
    filter.limit,
    filter.start,
  );
  return {
    datasets: rows.map(datasetOf),
    count: database.count(`SELECT count(*) AS n FROM dataset WHERE ${where}`, ...params),
  };
}

export function datasetDetail(database: IndexDatabase, id: number): DatasetDetail | null {
  const [row] = database.all("SELECT * FROM dataset WHERE id = ?", id);
  return row ? { dataset: datasetOf(row), facts: factsOf(row) } : null;
}

function datasetOf(row: Record<string, unknown>): Dataset {
  const newest = Number(row["newest"]);
  const problem = row["problem"];
  return Dataset.parse({
    id: row["id"],
    zoneId: row["zone"],
    path: row["path"],
    pattern: row["pattern"],
    kind: row["kind"],
    format: TableFormat.safeParse(row["format"]).data ?? "unknown",
    objects: row["objects"],
    bytes: row["bytes"],
    newest: newest > 0 ? new Date(newest).toISOString() : null,
    state: row["state"],
    tableName: row["table_name"],
    columns: factsOf(row)?.columns.length ?? 0,
    changes: z.array(DatasetChange).parse(JSON.parse(String(row["changes"]))),
    problem: typeof problem === "string" ? AppErrorData.parse(JSON.parse(problem)) : null,
    fingerprint: row["fingerprint"],
  });
}

/** Datasets whose objects have changed since they were described, behind `after`. */
export function undescribed(
  database: IndexDatabase,
  after: number,
  limit: number,
): { datasets: UndescribedDataset[]; left: number } {
  const where = "described <> fingerprint AND kind <> 'table' AND id > ?";
  const datasets = database
    .all(`SELECT id, zone, path, fingerprint FROM dataset WHERE ${where} ORDER BY id LIMIT ?`, after, limit)
    .map((row) => ({
      id: Number(row["id"]),
      zoneId: String(row["zone"]),
      path: String(row["path"]),
      fingerprint: String(row["fingerprint"]),
    }));
  return { datasets, left: database.count(`SELECT count(*) AS n FROM dataset WHERE ${where}`, after) };
}

export function keepDescribed(database: IndexDatabase, outcomes: readonly DescribedOutcome[]): void {
  database.transaction(() => {
    for (const { id, fingerprint, facts, findings, problem } of outcomes) {
      database.run(
        "UPDATE dataset SET described = ?, description = ?, problem = ?, warnings = ?, format = coalesce(?, format) WHERE id = ?",
        fingerprint,
        facts && JSON.stringify(facts),
        problem && JSON.stringify(problem),
        facts?.warnings.join("\n") ?? "",
        facts?.format ?? null,
        id,
      );
      if (findings) keepFindings(database, id, findings);
      else database.run("UPDATE dataset SET examined = '' WHERE id = ?", id);
    }
  });
}
