import type { TypeEvidence } from "../../../../shared/contract/preview.ts";
import { isCancellation } from "../../../../shared/domain/app-error.ts";
import { baseName, type ObjectAddress } from "../../../../shared/domain/object-address.ts";
import { log } from "../../../log.ts";
import type { DatasetFacts, KeptEvidence } from "../dataset-facts.ts";
import type { SemanticsClient } from "./semantics-client.ts";
import type { ColumnFinding, SampledValues } from "./semantics-protocol.ts";

/** Rows whose values are looked at: more do not change what they say. */
const ROWS = 200;
/** Findings of one dataset that are kept: one of ten thousand columns of nested values has more than anyone reads. */
const MOST_FINDINGS = 2000;
/** Columns that are looked at in one go, which takes about a tenth of a second. */
const COLUMNS = 100;

type Options = { signal: AbortSignal };
type Sampled = Omit<DatasetFacts, "evidence"> & {
  samples: readonly (SampledValues & { evidence: TypeEvidence | null })[];
};

/** What a file or folder holds, as its preview says, with values of its first rows. */
export type SampleDataset = (address: ObjectAddress, options: Options & { rows: number }) => Promise<Sampled>;

/** What a dataset is, and what its columns mean. */
export interface ReadDataset {
  facts: DatasetFacts;
  /** Null where it could not be found out this time. */
  findings: readonly ColumnFinding[] | null;
}

/** Reads a dataset once for both: its schema and the meaning of its values. Values themselves are not kept. */
export async function readDataset(
  address: ObjectAddress,
  using: { sample: SampleDataset; semantics: SemanticsClient },
  { signal }: Options,
): Promise<ReadDataset> {
  const { samples, format, columns, partitionKeys, readOptions, warnings } = await using.sample(address, {
    signal,
    rows: ROWS,
  });
  const facts = { format, columns, partitionKeys, readOptions, warnings, evidence: evidenceOf(samples) };
  const table = baseName(address.path).replace(/\.[^.]+$/, "");
  const values = samples.map((column) => ({ name: column.name, type: column.type, values: column.values }));
  try {
    return { facts, findings: await findingsIn(table, values, using.semantics, signal) };
  } catch (error) {
    if (isCancellation(error)) throw error;
    log("warn", "the meaning of a dataset's columns was not found out", { path: address.path, error });
    return { facts, findings: null };
  }
}

/** What has been read of most datasets is looked at to the end also when the scan is cut off, and so not read again. */
async function findingsIn(
  table: string,
  values: readonly SampledValues[],
  semantics: SemanticsClient,
  signal: AbortSignal,
): Promise<readonly ColumnFinding[]> {
  const found: ColumnFinding[] = [];
  for (let start = 0; start < values.length; start += COLUMNS) {
    if (start > 0) signal.throwIfAborted();
    const columns = values.slice(start, start + COLUMNS);
    found.push(...(await semantics.find(table, columns, { signal: new AbortController().signal })));
  }
  return found.toSorted(byWorth).slice(0, MOST_FINDINGS);
}

/** Personal data before the rest, the surest first. */
function byWorth(one: ColumnFinding, other: ColumnFinding): number {
  return Number(other.personal) - Number(one.personal) || other.confidence - one.confidence;
}

/** Values that do not fit a type may be anybody's: their lines are kept, and they are not. */
function evidenceOf(samples: Sampled["samples"]): DatasetFacts["evidence"] {
  return Object.fromEntries(
    samples.flatMap(({ name, evidence }): [string, KeptEvidence][] => {
      if (!evidence) return [];
      const { closest } = evidence;
      const lines = closest?.misfits.map(({ line }) => line) ?? [];
      return [[name, { ...evidence, closest: closest && { type: closest.type, fitting: closest.fitting, lines } }]];
    }),
  );
}
