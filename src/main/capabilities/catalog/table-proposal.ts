import type { Column } from "../../../shared/domain/columns.ts";
import type { DataFormat } from "../../../shared/domain/data-format.ts";
import { type ObjectAddress, baseName } from "../../../shared/domain/object-address.ts";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";

/** What is known of a file or folder from its content. */
export interface DescribedDataset {
  format: DataFormat;
  columns: Column[];
  partitionKeys: string[];
  readOptions: Record<string, string>;
}

/** A catalog entry as it would be registered, for a person to look over. */
export function proposeTable({ zoneId, path }: ObjectAddress, dataset: DescribedDataset): TableEntry {
  return {
    zoneId,
    name: tableNameOf(path),
    kind: "table",
    catalogName: null,
    location: path,
    format: dataset.format,
    columns: dataset.columns.map((column) => ({ ...column, description: "" })),
    partitionKeys: dataset.partitionKeys,
    description: "",
    readOptions: dataset.readOptions,
    viewText: null,
    revision: 0,
    updatedAt: null,
  };
}

/** "2024 Sales (final).csv.gz" becomes 2024_sales_final: the name without its endings, as people write it in SQL. */
function tableNameOf(path: string): string {
  const bare = path.endsWith("/") ? baseName(path) : baseName(path).replace(/(\.[A-Za-z0-9]{1,8}){1,2}$/, "");
  const name = bare
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, "_")
    .replaceAll(/^_+|_+$/g, "");
  return name.slice(0, 255) || "table";
}
