import type { ColDef, IDatasource } from "ag-grid-community";
import { useMemo, useState } from "react";
import { useLocation } from "wouter";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { catalogPath } from "../../lib/paths.ts";
import { blockSource } from "../../ui/data-grid/block-source.ts";
import { InfiniteGrid } from "../../ui/data-grid/InfiniteGrid.tsx";
import { useFollowKnowledge, useSummaries } from "../knowledge/index.ts";
import { NoTables } from "./NoTables.tsx";
import { tableColumns } from "./table-columns.tsx";
import { TablePages } from "./table-pages.ts";

const PAGE = 100;

/** The tables of a zone, or of all zones, in order of their names. */
export function TableGrid({ zoneId }: { zoneId: string | null }) {
  const { summary, definition } = useLake();
  const lakeId = summary.id;
  const [, navigate] = useLocation();
  useFollowKnowledge();
  const summaries = useSummaries();
  const [isEmpty, setEmpty] = useState(false);
  const source = useMemo(() => tableSource(lakeId, zoneId, setEmpty), [lakeId, zoneId]);
  const columns = useMemo(
    (): ColDef<TableEntry>[] => tableColumns(definition.zones, summaries),
    [definition.zones, summaries],
  );
  const open = (table: TableEntry | undefined) => table && navigate(catalogPath(lakeId, table));
  if (isEmpty) return <NoTables />;
  return (
    <InfiniteGrid<TableEntry>
      label="Tables"
      onKeyDownCapture={(event) => {
        const row = event.target instanceof Element ? event.target.closest("[row-id]") : null;
        const [zone, name] = (row?.getAttribute("row-id") ?? "").split("/");
        if (event.key === "Enter" && name) navigate(catalogPath(lakeId, { zoneId: zone || null, name }));
      }}
      datasource={source}
      columnDefs={columns}
      cacheBlockSize={PAGE}
      getRowId={({ data }) => `${data.zoneId ?? ""}/${data.name}`}
      onRowClicked={({ data }) => open(data)}
    />
  );
}

function tableSource(lakeId: string, zoneId: string | null, onEmpty: (isEmpty: boolean) => void): IDatasource {
  const pages = new TablePages(PAGE, (after, limit) => client.catalog.tables({ lakeId, zoneId, after, limit }));
  return blockSource<TableEntry>(
    async ({ start }) => {
      const { tables, total } = await pages.page(start / PAGE);
      return { rows: tables, count: total };
    },
    ({ rows }, start) => {
      if (start === 0) onEmpty(rows.length === 0);
    },
  );
}
