import { AppError, isCancellation } from "../../../shared/domain/app-error.ts";
import type { ManagedCatalog, NewPartition } from "../../lake/managed-catalog.ts";
import type { Lake } from "../../lake/ports.ts";
import type { KeysClient } from "./key-index/keys-client.ts";
import type { PartitionedDataset } from "./key-index/keys-protocol.ts";

type Options = { signal: AbortSignal };

const BATCH = 100;
/** Tables whose partitions are asked for at a time. */
const AT_ONCE = 4;
const FOLDERS = 1000;

/**
 * Compares the folders of partitioned datasets with the partitions that their tables have in a catalog that registers them.
 * Only what may have changed is asked for. Returns why some could not be compared, a sentence each.
 */
export async function comparePartitions(lake: Lake, keys: KeysClient, options: Options): Promise<string[]> {
  const { managed } = lake.tables;
  if (!managed.available) return [];
  const problems: string[] = [];
  for (let after = 0; ;) {
    const { datasets } = await keys.ask({ kind: "partitioned", after, limit: BATCH }, "partitioned", options);
    const last = datasets.at(-1);
    if (!last) return problems;
    after = last.id;
    const waiting = [...datasets];
    const work = async () => {
      for (let dataset = waiting.shift(); dataset; dataset = waiting.shift()) {
        const problem = await compareOne(lake, managed, keys, dataset, options);
        if (problem !== null) problems.push(problem);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }
}

async function compareOne(
  lake: Lake,
  managed: ManagedCatalog,
  keys: KeysClient,
  { id, zoneId, tableName: name }: PartitionedDataset,
  options: Options,
): Promise<string | null> {
  try {
    await keys.request({ kind: "begin-registered", id }, options);
    const { partitionKeys } = await lake.tables.get(zoneId, name, options);
    const isRegistered =
      partitionKeys.length > 0 &&
      (await managed.eachPartition(
        { zoneId, name },
        async (partitions) => void (await keys.request({ kind: "add-registered", id, partitions }, options)),
        options,
      ));
    if (isRegistered) await keys.work({ kind: "compare-partitions", id, keys: partitionKeys, isFirst: true }, options);
    else await keys.request({ kind: "needs-no-partitions", id }, options);
    return null;
  } catch (error) {
    if (isCancellation(error) || !(error instanceof AppError)) throw error;
    return `The partitions of “${name}” could not be compared: ${error.message}`;
  }
}

/** The folders of a partitioned dataset, as the index has them, as partitions of a table with these keys. */
export async function* partitionsOf(
  keys: Pick<KeysClient, "ask">,
  id: number,
  partitionKeys: readonly string[],
  options: Options,
): AsyncGenerator<NewPartition> {
  for (let after = ""; ;) {
    const request = { kind: "partition-folders", id, keys: partitionKeys, after, limit: FOLDERS } as const;
    const { partitions } = await keys.ask(request, "partition-folders", options);
    const last = partitions.at(-1);
    if (!last) return;
    after = last.folder;
    yield* partitions;
  }
}
