import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import { useLake } from "../../app/lake-context.ts";
import { KnowledgeTab } from "../knowledge/index.ts";
import { useTableChange } from "./use-table.ts";

/** What people know of a table of the catalog, which takes its description too. */
export function TableKnowledgeTab({ table: { zoneId, name, description } }: { table: TableEntry }) {
  const { summary } = useLake();
  const change = useTableChange({ lakeId: summary.id, zoneId, name });
  return (
    <KnowledgeTab
      table={{ zoneId, name }}
      catalogText={description}
      onCatalogChange={(text) => change.mutateAsync({ of: "table", text })}
    />
  );
}
