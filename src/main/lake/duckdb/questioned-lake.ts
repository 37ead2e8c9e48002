import type { Column } from "../../../shared/domain/columns.ts";
import type { DataFormat } from "../../../shared/domain/data-format.ts";
import type { LakeDefinition } from "../../../shared/domain/lake-definition.ts";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import type { ObjectStore, TableCatalog } from "../ports.ts";
import type { RemoteFiles } from "../remote/remote-files.ts";

/** What answering questions needs to know of a lake. */
export interface QuestionedLake {
  readonly id: string;
  readonly objects: ObjectStore;
  readonly tables: TableCatalog;
  /** Brings objects to this machine; null where they are there already. */
  readonly remote: RemoteFiles | null;
  definition(): LakeDefinition;
}

/** How an object or folder reads as a table, from its preview. */
export interface DatasetFacts {
  format: DataFormat;
  /** Partition columns come last. */
  columns: readonly Column[];
  partitionKeys: readonly string[];
  readOptions: Readonly<Record<string, string>>;
}

/** The facts of an object or folder; UNSUPPORTED for what is no table. */
export type DescribeDataset = (address: ObjectAddress, options: { signal: AbortSignal }) => Promise<DatasetFacts>;
