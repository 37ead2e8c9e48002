import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import { useLake } from "../../app/lake-context.ts";
import { Description, useTableKnowledge } from "../knowledge/index.ts";
import { useTableChange } from "./use-table.ts";

/** The first lines of what a table is about. */
export function TableDescription({ table: { zoneId, name, description } }: { table: TableEntry }) {
  const { summary } = useLake();
  const table = { zoneId, name };
  const change = useTableChange({ lakeId: summary.id, ...table });
  const { data } = useTableKnowledge(table);
  return (
    <Description
      subject={{ table, column: null }}
      label="Description of the table"
      placeholder="Say what this table is about, where it comes from, and what to mind."
      versions={data?.description ?? { seen: [], values: [] }}
      catalogText={description}
      onCatalogChange={(text) => change.mutateAsync({ of: "table", text })}
      isShort
    />
  );
}
