import { IconTable } from "@tabler/icons-react";
import { useState } from "react";
import { useLake } from "../../../app/lake-context.ts";
import { placeOf } from "../engine/athena-place.ts";
import { useActiveTab } from "../tabs/tab-store.ts";
import { useVocabulary } from "../editor/use-vocabulary.ts";
import { SearchedPanel } from "./SearchedPanel.tsx";
import classes from "./SidePanel.module.css";
import { TableRow } from "./TableRow.tsx";
import { tablesByZone } from "./table-tree.ts";

/** Tables shown at once; a search finds the others. */
const MOST_TABLES = 500;

const OF_ATHENA = "Athena asks the tables of a database of the catalog: choose one beside the engine.";

/** What can be queried, by zone. A table or column is put into the text by a double click, or by dragging it there. */
export function DataPanel() {
  const { definition } = useLake();
  const [search, setSearch] = useState("");
  const vocabulary = useVocabulary();
  const isAthena = placeOf(useActiveTab()) !== null;
  const zones = definition.zones.toSorted((a, b) => a.order - b.order);
  const found = tablesByZone(
    vocabulary.data?.tables ?? [],
    zones.map(({ id }) => id),
    search,
  );
  return (
    <SearchedPanel
      search={search}
      onSearch={setSearch}
      searchLabel="Search what can be queried"
      placeholder="Search tables and columns"
      source={vocabulary}
      isEmpty={found.length === 0}
      icon={<IconTable size={22} />}
      none={{
        title: "Nothing to query yet",
        hint: isAthena ? OF_ATHENA : "Put files into a zone of the lake: each is a table.",
      }}
      searched="Tables are found by zone, name and column."
      list={{ role: "tree", label: "Tables" }}
    >
      {found.map(({ schema, tables }) => (
        <div key={schema} role="group" aria-label={schema}>
          <div className={classes["zone"]}>{zones.find(({ id }) => id === schema)?.title ?? schema}</div>
          {tables.slice(0, MOST_TABLES).map((table) => (
            <TableRow key={table.name} table={table} />
          ))}
        </div>
      ))}
    </SearchedPanel>
  );
}
