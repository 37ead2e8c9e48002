import { z } from "zod";
import { TypeEvidence } from "../../../shared/contract/preview.ts";
import { Column } from "../../../shared/domain/columns.ts";
import { DataFormat } from "../../../shared/domain/data-format.ts";

/** What the type of a text column is based on. */
const KeptEvidence = TypeEvidence.omit({ closest: true }).extend({
  closest: z.object({ type: z.string(), fitting: z.int(), lines: z.array(z.number()) }).nullable(),
});
export type KeptEvidence = z.infer<typeof KeptEvidence>;

/** What a dataset is, as its content says. */
export const DatasetFacts = z.object({
  format: DataFormat,
  columns: z.array(Column),
  partitionKeys: z.array(z.string()),
  readOptions: z.record(z.string(), z.string()),
  /** What a person should know of its files: columns that differ, files that cannot be read. */
  warnings: z.array(z.string()),
  /** By the names of columns whose types are guessed from texts. */
  evidence: z.record(z.string(), KeptEvidence),
});
export type DatasetFacts = z.infer<typeof DatasetFacts>;
