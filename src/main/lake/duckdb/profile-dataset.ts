import type { ColumnProfile } from "../../../shared/domain/column-profile.ts";
import type { Column } from "../../../shared/domain/columns.ts";
import { datasetSqlName } from "../../../shared/domain/sql-names.ts";
import type { ProfileOptions, ProfileOutcome, ProfileRequest } from "../dataset-profile.ts";
import { zoneOf } from "../zone-keys.ts";
import { findDataset, openDataset, withKeys, type OpenDataset, type QuestionParts } from "./open-datasets.ts";
import { countsSql, figuresSql, profileOf, readFigures } from "./profile-sql.ts";
import { selectOfDataset } from "./reading-sql.ts";

/**
 * Columns that are reckoned in one reading. What a column's figures keep (sketches, candidates) is some 100 KB, and each
 * reading parses the file again: 2,000 columns are twenty readings, in tens of megabytes.
 */
const BATCH = 100;

/** Figures of each column of a dataset, from all of its rows. */
export async function profileDataset(
  parts: QuestionParts,
  { zoneId, path, table }: ProfileRequest,
  { signal, onProgress, onColumns }: ProfileOptions,
): Promise<ProfileOutcome> {
  const zone = zoneOf(parts.lake.definition(), zoneId);
  const named = { zone, path, table, isPattern: false, called: datasetSqlName(zone.id, path) };
  const found = await findDataset(parts, named, signal);
  await parts.files.requireAllowed(found.files);
  const opened = await openDataset(parts, found, signal);
  const { columns } = opened.dataset;
  let rows = 0;
  for (let first = 0; first === 0 || first < columns.length; first += BATCH) {
    onProgress({ columns: { done: first, total: columns.length } });
    const batch = columns.slice(first, first + BATCH);
    const profiled = await profileBatch(parts, opened, { batch, first, signal });
    rows = profiled.rows;
    await onColumns(profiled.profiles);
  }
  onProgress({ columns: { done: columns.length, total: columns.length } });
  return { rows, columns: columns.length, warnings: opened.warnings };
}

interface Batch {
  batch: readonly Column[];
  first: number;
  signal: AbortSignal;
}

async function profileBatch(
  { reader }: QuestionParts,
  { dataset, readable, keys }: OpenDataset,
  { batch, first, signal }: Batch,
): Promise<{ rows: number; profiles: ColumnProfile[] }> {
  const source = selectOfDataset(dataset);
  const ask = async (sql: string) => {
    const block = await reader.rows({ sql }, { readable, signal, maxRows: 1 }).catch((error: unknown) => {
      throw withKeys(error, keys);
    });
    return block.rows[0] ?? [];
  };
  if (batch.length === 0) return { rows: 0, profiles: [] };
  const [counted, ...texts] = await ask(figuresSql(batch, source));
  const rows = Number(counted ?? 0);
  const figures = texts.map((text) => readFigures(text));
  const counts = rows === 0 ? [] : await ask(countsSql(batch, figures, source));
  const profiles = batch.flatMap((column, at) => {
    const own = figures[at];
    return own ? [profileOf({ column, number: first + at + 1, rows, figures: own, counts: counts[at] ?? null })] : [];
  });
  return { rows, profiles };
}
