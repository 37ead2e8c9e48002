import { AppError } from "../../../shared/domain/app-error.ts";
import type { CatalogPlan, Dataset, DatasetChange } from "../../../shared/domain/inventory.ts";
import { type TableEntry } from "../../../shared/domain/table-entry.ts";
import type { NewPartition } from "../../lake/managed-catalog.ts";
import type { Lake } from "../../lake/ports.ts";
import { proposeTable } from "../catalog/index.ts";
import type { DatasetFacts } from "./dataset-facts.ts";
import { changesOf, updatedTable } from "./table-changes.ts";

/** Folders of partitions that a plan names. */
const NAMED = 3;

interface PlannedDataset {
  dataset: Dataset;
  facts: DatasetFacts | null;
  /** Its folders as partitions of a table with these keys. */
  partitions: (keys: readonly string[]) => AsyncIterable<NewPartition>;
}

/** Names that a plan has given out, so that no two of its tables get the same. */
export type TakenNames = Set<string>;

/** Exactly what would be written for a dataset, as catalog and data are now. */
export async function planOf(
  lake: Lake,
  planned: PlannedDataset,
  taken: TakenNames,
  options: { signal: AbortSignal },
): Promise<CatalogPlan> {
  const { dataset, facts } = planned;
  const plan = { datasetId: dataset.id, fingerprint: dataset.fingerprint };
  const nothing = (obstacle: string | null): CatalogPlan => ({
    ...plan,
    action: "none",
    table: null,
    changes: [],
    obstacle,
  });
  const { write } = lake.tables.capabilities();
  if (!write.available) return nothing(write.reason);
  if (dataset.tableName !== null) {
    const table = await tableOrNull(lake, dataset.zoneId, dataset.tableName, options);
    if (table && dataset.state === "missing") {
      return {
        ...plan,
        action: "remove",
        table,
        changes: [{ what: "location", name: table.name, before: table.location, after: null }],
        obstacle: null,
      };
    }
    if (table && facts) {
      const changes = [...changesOf(table, facts), ...dataset.changes.filter(isNewPartitions)];
      if (changes.length === 0) return nothing("The catalog says already what the data is.");
      return { ...plan, action: "update", table: updatedTable(table, facts), changes, obstacle: null };
    }
    if (dataset.state === "missing") return nothing("The table is not in the catalog any more.");
  }
  if (!facts) return nothing(dataset.problem?.message ?? "It has not been read yet. Scan again.");
  if (dataset.pattern !== "") return nothing(sharedFolder(dataset));
  const proposed = proposeTable({ lakeId: lake.id, zoneId: dataset.zoneId, path: dataset.path }, facts);
  const table = { ...proposed, name: await freeName(lake, proposed, taken, options) };
  const columns = table.columns.map(({ name, type }): DatasetChange => ({
    what: "column",
    name,
    before: null,
    after: type,
  }));
  const changes = [...columns, ...(await allPartitions(lake, planned))];
  return { ...plan, action: "create", table, changes, obstacle: null };
}

/** Writes what was planned. CONFLICT and ALREADY_EXISTS where someone else was first. */
export async function carryOut(
  lake: Lake,
  plan: CatalogPlan,
  { partitions }: Pick<PlannedDataset, "partitions">,
  options: { signal: AbortSignal },
): Promise<void> {
  const { action, table, obstacle, changes } = plan;
  if (action === "none" || !table) throw new AppError("CONFLICT", obstacle ?? "There is nothing to register.");
  if (action === "create") await lake.tables.put(table, null, options);
  else if (action === "remove") await lake.tables.remove(table.zoneId, table.name, options);
  else if (!changes.every(isNewPartitions)) await lake.tables.put(table, table.revision, options);
  if (!changes.some(isNewPartitions)) return;
  const { managed } = lake.tables;
  if (!managed.available) throw new AppError("UNSUPPORTED", managed.reason);
  await managed.addPartitions(table, partitions(table.partitionKeys), options);
}

function isNewPartitions({ what, after }: DatasetChange): boolean {
  return what === "partitions" && after !== null;
}

/** The partitions of a new table, where its catalog has to be told of them: without it the table would be empty. */
async function allPartitions(lake: Lake, { dataset, facts, partitions }: PlannedDataset): Promise<DatasetChange[]> {
  if (!lake.tables.managed.available || dataset.kind !== "partitions" || !facts) return [];
  const names: string[] = [];
  let count = 0;
  for await (const { folder } of partitions(facts.partitionKeys)) {
    count += 1;
    if (names.length < NAMED) names.push(folder);
  }
  return count === 0 ? [] : [{ what: "partitions", name: names.join(", "), before: null, after: String(count) }];
}

async function tableOrNull(
  lake: Lake,
  zoneId: string | null,
  name: string,
  options: { signal: AbortSignal },
): Promise<TableEntry | null> {
  try {
    return await lake.tables.get(zoneId, name, options);
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}

/** The proposed name, with the folder above where it is taken, and then a number. */
async function freeName(
  lake: Lake,
  { zoneId, name, location }: TableEntry,
  taken: TakenNames,
  options: { signal: AbortSignal },
): Promise<string> {
  const above = location
    .split("/")
    .filter(Boolean)
    .at(-2)
    ?.toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "_");
  const candidates = [name, ...(above === undefined ? [] : [`${above}_${name}`])];
  for (let attempt = 0; ; attempt += 1) {
    const candidate = candidates[attempt] ?? `${name}_${attempt - candidates.length + 2}`;
    const key = `${zoneId ?? ""}/${candidate}`;
    if (taken.has(key) || (await tableOrNull(lake, zoneId, candidate, options))) continue;
    taken.add(key);
    return candidate;
  }
}

function sharedFolder({ pattern }: Dataset): string {
  return `The files “${pattern}” share their folder with others, and a table is one file or one whole folder. Move them to a folder of their own, then scan again.`;
}
