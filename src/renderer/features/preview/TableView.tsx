import { Badge, Tabs } from "@mantine/core";
import { useMemo } from "react";
import type { PreviewOptions, TablePreview } from "../../../shared/contract/preview.ts";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { useHeaderProfiles } from "../profiles/index.ts";
import { DataGrid, rowsHere } from "../../ui/data-grid/index.ts";
import { DialectForm } from "./DialectForm.tsx";
import { FactList } from "./FactList.tsx";
import classes from "./PreviewPanel.module.css";
import { RejectedRows } from "./RejectedRows.tsx";
import { SchemaView } from "./SchemaView.tsx";

interface TableViewProps {
  address: ObjectAddress;
  preview: TablePreview;
  options: PreviewOptions;
  onOptions: (options: PreviewOptions) => void;
}

/** A table's first rows, its columns with the evidence for their types, how its text is read, and what did not fit. */
export function TableView({ address, preview, options, onOptions }: TableViewProps) {
  const { columns, rows, dialect, rejectedCount, facts } = preview;
  const drawHeader = useHeaderProfiles(address);
  const source = useMemo(() => rowsHere(rows), [rows]);
  return (
    <Tabs defaultValue="data" className={classes["tabs"] ?? ""} keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="data">Data</Tabs.Tab>
        <Tabs.Tab value="schema">Schema</Tabs.Tab>
        {dialect && <Tabs.Tab value="dialect">Dialect</Tabs.Tab>}
        {rejectedCount > 0 && (
          <Tabs.Tab
            value="rejected"
            rightSection={
              <Badge size="xs" color="orange" variant="light">
                {rejectedCount}
              </Badge>
            }
          >
            Rejected rows
          </Tabs.Tab>
        )}
        {facts.length > 0 && <Tabs.Tab value="facts">Facts</Tabs.Tab>}
      </Tabs.List>
      <Tabs.Panel value="data" className={classes["tab"] ?? ""}>
        <DataGrid label="First rows" columns={columns} source={source} drawHeader={drawHeader} />
      </Tabs.Panel>
      <Tabs.Panel value="schema" className={classes["tab"] ?? ""}>
        <SchemaView address={address} columns={columns} />
      </Tabs.Panel>
      {dialect && (
        <Tabs.Panel value="dialect" className={classes["tab"] ?? ""}>
          <DialectForm detected={dialect} options={options} onOptions={onOptions} />
        </Tabs.Panel>
      )}
      <Tabs.Panel value="rejected" className={classes["tab"] ?? ""}>
        <RejectedRows preview={preview} />
      </Tabs.Panel>
      <Tabs.Panel value="facts" className={classes["tab"] ?? ""}>
        <FactList facts={facts} />
      </Tabs.Panel>
    </Tabs>
  );
}
