import { AppError } from "../../../shared/domain/app-error.ts";
import { baseName, isFolderPath } from "../../../shared/domain/object-address.ts";
import { partitionValue } from "../../../shared/domain/partition-folders.ts";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import type { NewPartition } from "../../lake/managed-catalog.ts";
import type { Lake } from "../../lake/ports.ts";
import { keyOf } from "../../lake/zone-keys.ts";

/**
 * The folders below a table's that are named as its partition keys say, `year=2024/month=01/`, one level a key. Others are
 * passed over.
 */
export async function* partitionFolders(
  lake: Lake,
  table: TableEntry,
  { signal }: { signal: AbortSignal },
): AsyncGenerator<NewPartition> {
  const { zoneId, location, partitionKeys } = table;
  if (zoneId === null || !isFolderPath(location) || partitionKeys.length === 0) {
    throw new AppError("INVALID_INPUT", `“${table.name}” has no folders of partitions in this lake.`, {
      hint: "Partitions are registered of tables that have partition keys and whose folder is in a zone.",
    });
  }
  yield* below(lake, keyOf(lake.definition(), zoneId, location), "", [], partitionKeys, signal);
}

async function* below(
  lake: Lake,
  root: string,
  folder: string,
  values: readonly string[],
  keys: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<NewPartition> {
  const key = keys[values.length];
  if (key === undefined) {
    yield { values: [...values], folder };
    return;
  }
  for await (const page of lake.objects.list(root + folder, { recursive: false, signal })) {
    for (const entry of page) {
      if (entry.kind !== "prefix") continue;
      const name = baseName(entry.key);
      const value = partitionValue(name, key);
      if (value !== null) yield* below(lake, root, `${folder}${name}/`, [...values, value], keys, signal);
    }
  }
}
