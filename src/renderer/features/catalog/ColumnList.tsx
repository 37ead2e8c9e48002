import { Badge } from "@mantine/core";
import { addressOfTable, type TableEntry } from "../../../shared/domain/table-entry.ts";
import { useLake } from "../../app/lake-context.ts";
import { formatCount } from "../../lib/format.ts";
import { useColumnFilter } from "../../ui/use-column-filter.tsx";
import { ColumnMeaning } from "../findings/index.ts";
import { TermBadge, useColumnKnowledge } from "../knowledge/index.ts";
import { ColumnSpark, ProfileBar } from "../profiles/index.ts";
import { VirtualList } from "../../ui/VirtualList.tsx";
import page from "../../ui/page.module.css";
import classes from "./catalog.module.css";
import { ColumnDescriptionButton } from "./ColumnDescriptionButton.tsx";
import { EditColumnsButton } from "./EditColumnsButton.tsx";
import { useTableChange } from "./use-table.ts";

const ROW = 32;

/** The columns of a table, of any number, with descriptions that can be written. */
export function ColumnList({ table, shown }: { table: TableEntry; shown: string | null }) {
  const { summary } = useLake();
  const address = addressOfTable(summary.id, table);
  const change = useTableChange({ lakeId: summary.id, zoneId: table.zoneId, name: table.name });
  const known = useColumnKnowledge({ zoneId: table.zoneId, name: table.name });
  const { columns, field } = useColumnFilter(table.columns);
  return (
    <div className={classes["columns"]}>
      <div className={classes["columnBar"]}>
        {field}
        {address && <ProfileBar address={address} table={table.name} />}
        <EditColumnsButton lakeId={summary.id} table={table} />
      </div>
      <div className={classes["columnHead"]} aria-hidden>
        <span>#</span>
        <span>Column</span>
        <span>Type</span>
        <span>Profile</span>
        <span>Description</span>
      </div>
      <div className={page["body"]}>
        <VirtualList
          label="Columns"
          count={columns.length}
          rowHeight={ROW}
          startAt={columns.findIndex(({ name }) => name === shown)}
          keyOf={(index) => String(columns[index]?.number)}
          renderRow={(index) => {
            const column = columns[index];
            if (!column) return null;
            const { name, type, description, number } = column;
            return (
              <div className={classes["column"]} data-shown={name === shown}>
                <span className={`${classes["quiet"]} figures`}>{formatCount(number)}</span>
                <span className={classes["cut"]} title={name}>
                  {name}{" "}
                  {table.partitionKeys.includes(name) && (
                    <Badge size="xs" variant="light">
                      partition
                    </Badge>
                  )}{" "}
                  {address && <ColumnMeaning address={address} column={name} />}
                </span>
                <span className={`${classes["cut"]} ${classes["type"]}`} title={type}>
                  {type}
                </span>
                <span>{address && <ColumnSpark address={address} number={number} name={name} />}</span>
                <span className={classes["name"]}>
                  <ColumnDescriptionButton
                    table={table}
                    column={column}
                    description={known.get(name)?.description.values[0]?.value ?? description}
                    onCatalogChange={(text) => change.mutateAsync({ of: "column", column: name, text })}
                  />
                  {known.get(name)?.terms.map((term) => (
                    <TermBadge key={term.termId} {...term} />
                  ))}
                </span>
              </div>
            );
          }}
        />
      </div>
    </div>
  );
}
