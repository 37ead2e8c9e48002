import { AppError, isCancellation } from "../../../shared/domain/app-error.ts";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import type { ReadDataset } from "./findings/read-dataset.ts";
import type { KeysClient } from "./key-index/keys-client.ts";
import type { DescribedOutcome, UndescribedDataset } from "./key-index/keys-protocol.ts";

const BATCH = 100;
/** Datasets that are read at a time: enough to hide the way to a store elsewhere. */
const AT_ONCE = 4;

/** Finds out what a file or folder holds, as its preview does, and what its columns mean. */
export type DescribeDataset = (address: ObjectAddress, options: { signal: AbortSignal }) => Promise<ReadDataset>;

/** Reads the schemas of datasets whose objects have changed since they were read last; each batch is kept as it comes. */
export async function describeChanged(
  lakeId: string,
  keys: KeysClient,
  describe: DescribeDataset,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (done: number, total: number) => void },
): Promise<void> {
  let after = 0;
  let done = 0;
  for (;;) {
    const { datasets, left } = await keys.ask({ kind: "undescribed", after, limit: BATCH }, "undescribed", { signal });
    const last = datasets.at(-1);
    if (!last) return;
    after = last.id;
    const outcomes: DescribedOutcome[] = [];
    const waiting = [...datasets];
    const work = async () => {
      for (let dataset = waiting.shift(); dataset; dataset = waiting.shift()) {
        const outcome = await describeOne(lakeId, dataset, describe, signal);
        if (outcome) outcomes.push(outcome);
        done += 1;
        onProgress(done, done + left - outcomes.length);
      }
    };
    const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
    // Also when the scan is cut off here: what has been read is not read again.
    await keys.request({ kind: "described", outcomes }, { signal: new AbortController().signal });
    for (const one of ended) if (one.status === "rejected") throw one.reason;
    signal.throwIfAborted();
  }
}

/** Null where it could not be tried, so that the next scan tries again. */
async function describeOne(
  lakeId: string,
  { id, zoneId, path, fingerprint }: UndescribedDataset,
  describe: DescribeDataset,
  signal: AbortSignal,
): Promise<DescribedOutcome | null> {
  try {
    return { id, fingerprint, problem: null, ...(await describe({ lakeId, zoneId, path }, { signal })) };
  } catch (error) {
    if (isCancellation(error) || !(error instanceof AppError)) throw error;
    if (error.retryable) return null;
    return { id, fingerprint, facts: null, findings: [], problem: error.toData() };
  }
}
