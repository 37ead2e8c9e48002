import type { PartitionInput, Table } from "@aws-sdk/client-glue";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import type { NewPartition } from "../../../managed-catalog.ts";
import type { GlueService } from "../glue-service.ts";
import { KnownPartitions } from "./known-partitions.ts";

/** BatchCreatePartition takes at most 100 (API_BatchCreatePartition). */
const BATCH = 100;

/**
 * Registers partitions of a table in batches; what each stores is as the table has it, at its own place. Where they are more
 * than one batch, those that are registered are read first, in far fewer calls than it takes to be refused.
 */
export async function addPartitions(
  service: GlueService,
  table: Table,
  partitions: AsyncIterable<NewPartition>,
  signal: AbortSignal,
): Promise<{ added: number; known: number }> {
  const name = { database: table.DatabaseName ?? "", table: table.Name ?? "" };
  const done = { added: 0, known: 0 };
  const send = async (batch: readonly NewPartition[]): Promise<void> => {
    const inputs = batch.map(({ values, folder }) => partitionInput(table, values, folder));
    const errors = await service.createPartitions(name, inputs, signal);
    const known = errors.filter(({ ErrorDetail }) => ErrorDetail?.ErrorCode === "AlreadyExistsException").length;
    const refused = errors.find(({ ErrorDetail }) => ErrorDetail?.ErrorCode !== "AlreadyExistsException");
    done.known += known;
    done.added += batch.length - errors.length;
    if (refused) throw refusedPartition(refused.PartitionValues ?? [], refused.ErrorDetail?.ErrorMessage, done.added);
  };
  let registered: KnownPartitions | null = null;
  let batch: NewPartition[] = [];
  for await (const partition of partitions) {
    if (batch.length === BATCH) {
      registered ??= await KnownPartitions.of(service, name, signal);
      const known = registered;
      const unknown = batch.filter(({ values }) => !known.has(values));
      done.known += batch.length - unknown.length;
      batch = unknown;
      if (batch.length === BATCH) await send(batch.splice(0));
    }
    batch.push(partition);
  }
  if (batch.length > 0) await send(batch);
  return done;
}

function partitionInput({ StorageDescriptor: storage }: Table, values: string[], folder: string): PartitionInput {
  const base = storage?.Location ?? "";
  const Location = `${base.endsWith("/") ? base : `${base}/`}${folder}`;
  return { Values: values, StorageDescriptor: { ...storage, Location } };
}

function refusedPartition(values: readonly string[], said: string | undefined, added: number): AppError {
  return new AppError("INVALID_INPUT", `Glue refused the partition ${values.join("/")}${said ? `: ${said}` : "."}`, {
    hint: `${added} partitions were registered before it. Compare the folder's values with the types of the partition keys.`,
  });
}
