import { Center, Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { type TableEntry, addressOfTable } from "../../../shared/domain/table-entry.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { DataGrid, rowsHere } from "../../ui/data-grid/index.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { IconTableOff } from "@tabler/icons-react";
import { useHeaderProfiles } from "../profiles/index.ts";
import { dialectOf } from "./dialect-of.ts";

const SAMPLE = 200;
const noRows: string[][] = [];

/** The first rows of a table, read from its files as they are now. */
export function SampleRows({ table }: { table: TableEntry }) {
  const { summary } = useLake();
  const address = addressOfTable(summary.id, table);
  if (address) return <RowsAt address={address} readOptions={table.readOptions} />;
  return (
    <EmptyState icon={<IconTableOff size={22} />} title="Its files are not in this lake">
      {table.kind === "view" ? "A view has no files of its own: query it to see rows." : outside(table.location)}
    </EmptyState>
  );
}

function outside(location: string): string {
  const at = location === "" ? "nowhere that the catalog says" : location;
  return `It lies outside every zone: ${at}. Add a zone that contains it to read it here.`;
}

function RowsAt({ address, readOptions }: { address: ObjectAddress; readOptions: TableEntry["readOptions"] }) {
  const options = { maxRows: SAMPLE, dialect: dialectOf(readOptions) };
  const preview = useQuery({
    queryKey: ["table-sample", address, options],
    queryFn: ({ signal }) => client.preview.open({ address, options }, { signal }),
    staleTime: 0,
    gcTime: 60_000,
  });
  const drawHeader = useHeaderProfiles(address);
  const rows = preview.data?.kind === "table" ? preview.data.rows : noRows;
  const source = useMemo(() => rowsHere(rows), [rows]);
  if (preview.isError) return <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />;
  if (!preview.data) {
    return (
      <Center h="100%">
        <Loader size="sm" aria-label="Reading the first rows" />
      </Center>
    );
  }
  if (preview.data.kind !== "table") {
    return (
      <EmptyState icon={<IconTableOff size={22} />} title="There are no rows to show">
        {preview.data.kind === "recognised" ? preview.data.explanation : "The files do not read as a table any more."}
      </EmptyState>
    );
  }
  return <DataGrid label="Sample rows" columns={preview.data.columns} source={source} drawHeader={drawHeader} />;
}
