import { z } from "zod";
import { Column } from "../../../shared/domain/columns.ts";
import { DataFormat } from "../../../shared/domain/data-format.ts";

/** What a dataset is, as its content says. */
export const DatasetFacts = z.object({
  format: DataFormat,
  columns: z.array(Column),
  partitionKeys: z.array(z.string()),
  readOptions: z.record(z.string(), z.string()),
  /** What a person should know of its files: columns that differ, files that cannot be read. */
  warnings: z.array(z.string()),
});
export type DatasetFacts = z.infer<typeof DatasetFacts>;
