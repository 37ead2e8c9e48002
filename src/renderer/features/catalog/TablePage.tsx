import { Center, Loader, Tabs } from "@mantine/core";
import { Link, useSearchParams } from "wouter";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import { useLake } from "../../app/lake-context.ts";
import { formatCount } from "../../lib/format.ts";
import { catalogPath } from "../../lib/paths.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import page from "../../ui/page.module.css";
import { useFollowKnowledge } from "../knowledge/index.ts";
import { ColumnList } from "./ColumnList.tsx";
import { FileList } from "./FileList.tsx";
import { ManagedOnly } from "./ManagedOnly.tsx";
import { PartitionList } from "./PartitionList.tsx";
import { ReadOptions } from "./ReadOptions.tsx";
import { SampleRows } from "./SampleRows.tsx";
import { TableHead } from "./TableHead.tsx";
import { TableKnowledgeTab } from "./TableKnowledgeTab.tsx";
import { VersionList } from "./VersionList.tsx";
import { ViewText } from "./ViewText.tsx";
import { UsageTab } from "./UsageTab.tsx";
import { UseTab } from "./UseTab.tsx";
import { useOpened } from "./use-opened.ts";
import { useTable } from "./use-table.ts";

/** One table of the catalog: what it is, its columns, and its first rows. */
export function TablePage({ zoneId, name }: { zoneId: string | null; name: string }) {
  const { summary } = useLake();
  const table = useTable({ lakeId: summary.id, zoneId, name });
  useOpened({ lakeId: summary.id, zoneId, name });
  if (table.isError) {
    return (
      <ErrorNotice error={table.error} onRetry={() => void table.refetch()}>
        <Link to={catalogPath(summary.id)}>All tables</Link>
      </ErrorNotice>
    );
  }
  if (!table.data) {
    return (
      <Center h="100%">
        <Loader size="sm" aria-label="Opening the table" />
      </Center>
    );
  }
  return <TableView table={table.data} />;
}

function TableView({ table }: { table: TableEntry }) {
  const [search] = useSearchParams();
  useFollowKnowledge();
  const column = search.get("column");
  return (
    <article className={page["page"]} aria-label={table.name}>
      <TableHead table={table} />
      <Tabs defaultValue="columns" className={page["tabs"] ?? ""} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="columns">Columns ({formatCount(table.columns.length)})</Tabs.Tab>
          <Tabs.Tab value="knowledge">Knowledge</Tabs.Tab>
          <Tabs.Tab value="rows">Sample rows</Tabs.Tab>
          <Tabs.Tab value="reading">{table.kind === "view" ? "Definition" : "How it is read"}</Tabs.Tab>
          <Tabs.Tab value="partitions">Partitions</Tabs.Tab>
          <Tabs.Tab value="files">Files</Tabs.Tab>
          <Tabs.Tab value="versions">History</Tabs.Tab>
          <Tabs.Tab value="usage">Usage</Tabs.Tab>
          <Tabs.Tab value="use">Use in …</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="columns" className={page["body"] ?? ""}>
          <ColumnList key={column ?? ""} table={table} shown={column} />
        </Tabs.Panel>
        <Tabs.Panel value="knowledge" className={page["body"] ?? ""}>
          <TableKnowledgeTab table={table} />
        </Tabs.Panel>
        <Tabs.Panel value="rows" className={page["body"] ?? ""}>
          <SampleRows table={table} />
        </Tabs.Panel>
        <Tabs.Panel value="reading" className={page["body"] ?? ""}>
          {table.kind === "view" ? <ViewText text={table.viewText} /> : <ReadOptions table={table} />}
        </Tabs.Panel>
        <Tabs.Panel value="partitions" className={page["body"] ?? ""}>
          <ManagedOnly what="Registered partitions">
            <PartitionList table={table} />
          </ManagedOnly>
        </Tabs.Panel>
        <Tabs.Panel value="versions" className={page["body"] ?? ""}>
          <VersionList table={table} />
        </Tabs.Panel>
        <Tabs.Panel value="files" className={page["body"] ?? ""}>
          <FileList table={table} />
        </Tabs.Panel>
        <Tabs.Panel value="usage" className={page["body"] ?? ""}>
          <UsageTab table={table} />
        </Tabs.Panel>
        <Tabs.Panel value="use" className={page["body"] ?? ""}>
          <UseTab table={table} />
        </Tabs.Panel>
      </Tabs>
    </article>
  );
}
