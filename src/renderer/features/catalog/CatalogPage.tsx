import { CloseButton, Select, TextInput, Title } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useLake } from "../../app/lake-context.ts";
import page from "../../ui/page.module.css";
import { ExchangeMenu, FavouriteTables } from "../knowledge/index.ts";
import classes from "./catalog.module.css";
import { CrawlersButton } from "./CrawlersButton.tsx";
import { SearchResults } from "./SearchResults.tsx";
import { SyncNotice } from "./SyncNotice.tsx";
import { TableGrid } from "./TableGrid.tsx";
import { useManaged } from "./use-managed.ts";

const ALL = "";

/** The tables that the lake knows by name, and a search over all that is in it. */
export function CatalogPage() {
  const { definition, summary } = useLake();
  const managed = useManaged(summary.id);
  const tables = managed.data?.available ? managed.data.sync.tables : 0;
  const [text, setText] = useState("");
  const [zoneId, setZoneId] = useState(ALL);
  const zones = definition.zones.toSorted((a, b) => a.order - b.order);
  return (
    <div className={page["page"]}>
      <div className={page["bar"]}>
        <Title order={2}>Catalog</Title>
        <TextInput
          className={classes["search"] ?? ""}
          aria-label="Search the lake"
          placeholder="Search … or narrow: zone:trusted tag:pii column:email -old"
          leftSection={<IconSearch size={14} />}
          rightSection={
            text !== "" && <CloseButton size="xs" aria-label="Clear the search" onClick={() => setText("")} />
          }
          value={text}
          data-autofocus
          autoFocus
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Escape" && setText("")}
        />
        <Select
          aria-label="Zone"
          w={160}
          data={[{ value: ALL, label: "All zones" }, ...zones.map(({ id, title }) => ({ value: id, label: title }))]}
          value={zoneId}
          allowDeselect={false}
          disabled={text.trim() !== ""}
          onChange={(value) => setZoneId(value ?? ALL)}
        />
        <CrawlersButton lakeId={summary.id} />
        <ExchangeMenu />
      </div>
      <FavouriteTables />
      <SyncNotice lakeId={summary.id} />
      <div className={page["body"]}>
        {text.trim() === "" ? (
          <TableGrid key={`${zoneId} ${tables}`} zoneId={zoneId === ALL ? null : zoneId} />
        ) : (
          <SearchResults text={text} onChange={setText} />
        )}
      </div>
    </div>
  );
}
