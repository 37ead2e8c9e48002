import "../../ui/data-grid/grid-modules.ts";
import type { ColDef, IDatasource, IGetRowsParams } from "ag-grid-community";
import { AgGridReact } from "ag-grid-react";
import { useMemo, useState } from "react";
import { useLocation } from "wouter";
import { isCancellation } from "../../../shared/domain/app-error.ts";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { cspNonce } from "../../lib/csp-nonce.ts";
import { catalogPath } from "../../lib/paths.ts";
import { gridTheme } from "../../ui/data-grid/grid-theme.ts";
import { showError } from "../../ui/show-error.ts";
import { NoTables } from "./NoTables.tsx";
import { tableColumns } from "./table-columns.tsx";
import { TablePages } from "./table-pages.ts";

const PAGE = 100;

/** The tables of a zone, or of all zones, in order of their names. */
export function TableGrid({ zoneId }: { zoneId: string | null }) {
  const { summary, definition } = useLake();
  const lakeId = summary.id;
  const [, navigate] = useLocation();
  const [isEmpty, setEmpty] = useState(false);
  const source = useMemo(() => tableSource(lakeId, zoneId, setEmpty), [lakeId, zoneId]);
  const columns = useMemo((): ColDef<TableEntry>[] => tableColumns(definition.zones), [definition.zones]);
  const open = (table: TableEntry | undefined) => table && navigate(catalogPath(lakeId, table));
  if (isEmpty) return <NoTables />;
  return (
    <div
      style={{ height: "100%" }}
      role="region"
      aria-label="Tables"
      onKeyDownCapture={(event) => {
        const row = event.target instanceof Element ? event.target.closest("[row-id]") : null;
        const [zone, name] = (row?.getAttribute("row-id") ?? "").split("/");
        if (event.key === "Enter" && name) navigate(catalogPath(lakeId, { zoneId: zone || null, name }));
      }}
    >
      <AgGridReact<TableEntry>
        theme={gridTheme}
        styleNonce={cspNonce()}
        rowModelType="infinite"
        datasource={source}
        columnDefs={columns}
        cacheBlockSize={PAGE}
        maxBlocksInCache={20}
        getRowId={({ data }) => `${data.zoneId ?? ""}/${data.name}`}
        animateRows={false}
        onRowClicked={({ data }) => open(data)}
      />
    </div>
  );
}

function tableSource(lakeId: string, zoneId: string | null, onEmpty: (isEmpty: boolean) => void): IDatasource {
  const pages = new TablePages(PAGE, (after, limit) => client.catalog.tables({ lakeId, zoneId, after, limit }));
  const answer = async (request: IGetRowsParams): Promise<void> => {
    try {
      const { tables, total } = await pages.page(request.startRow / PAGE);
      request.successCallback(tables, total ?? undefined);
      if (request.startRow === 0) onEmpty(tables.length === 0);
    } catch (error) {
      request.failCallback();
      if (!isCancellation(error)) showError(error);
    }
  };
  return { getRows: (request) => void answer(request) };
}
