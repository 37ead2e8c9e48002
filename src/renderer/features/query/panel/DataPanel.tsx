import { Loader, TextInput } from "@mantine/core";
import { IconSearch, IconTable } from "@tabler/icons-react";
import { useState } from "react";
import { useLake } from "../../../app/lake-context.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useVocabulary } from "../editor/use-vocabulary.ts";
import classes from "./SidePanel.module.css";
import { TableRow } from "./TableRow.tsx";
import { tablesByZone } from "./table-tree.ts";

/** Tables shown at once; a search finds the others. */
const MOST_TABLES = 500;

/** What can be queried, by zone. A table or column is put into the text by a double click, or by dragging it there. */
export function DataPanel() {
  const { definition } = useLake();
  const [search, setSearch] = useState("");
  const vocabulary = useVocabulary();
  const zones = definition.zones.toSorted((a, b) => a.order - b.order);
  const found = tablesByZone(
    vocabulary.data?.tables ?? [],
    zones.map(({ id }) => id),
    search,
  );
  return (
    <>
      <TextInput
        className={classes["search"] ?? ""}
        aria-label="Search what can be queried"
        placeholder="Search tables and columns"
        leftSection={<IconSearch size={14} />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {vocabulary.isError && <ErrorNotice error={vocabulary.error} onRetry={() => void vocabulary.refetch()} />}
      {vocabulary.isPending && <Loader size="sm" m="md" aria-label="Looking for data" />}
      {vocabulary.isSuccess && found.length === 0 && (
        <EmptyState icon={<IconTable size={22} />} title={search === "" ? "Nothing to query yet" : "Nothing found"}>
          {search === ""
            ? "Put files into a zone of the lake: each is a table."
            : "Tables are found by zone, name and column."}
        </EmptyState>
      )}
      <div className={classes["list"]} role="tree" aria-label="Tables">
        {found.map(({ schema, tables }) => (
          <div key={schema} role="group" aria-label={schema}>
            <div className={classes["zone"]}>{zones.find(({ id }) => id === schema)?.title ?? schema}</div>
            {tables.slice(0, MOST_TABLES).map((table) => (
              <TableRow key={table.name} table={table} />
            ))}
          </div>
        ))}
      </div>
    </>
  );
}
