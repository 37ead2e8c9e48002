import { Tabs, Title } from "@mantine/core";
import { IconRadar2 } from "@tabler/icons-react";
import { useLake } from "../../app/lake-context.ts";
import { plural } from "../../lib/format.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Note } from "../../ui/Note.tsx";
import page from "../../ui/page.module.css";
import { FindingList } from "../findings/index.ts";
import { DatasetList } from "./DatasetList.tsx";
import { OddOnes } from "./OddOnes.tsx";
import { ScanLine } from "./ScanLine.tsx";
import { Sizes } from "./Sizes.tsx";
import { useInventory } from "./use-inventory.ts";

/** What is really in the lake, whoever put it there, beside what the catalog says. */
export function InventoryPage() {
  const { summary } = useLake();
  const lakeId = summary.id;
  const { value: state, error, retry } = useInventory(lakeId);
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!state) return null;
  const hasScanned = state.last !== null || state.interrupted !== null || state.objects > 0;
  return (
    <div className={page["page"]}>
      <div className={page["bar"]}>
        <Title order={2}>Inventory</Title>
        <ScanLine lakeId={lakeId} state={state} />
      </div>
      {state.problem !== null && <Note level="warning">{state.problem}</Note>}
      {state.unread > 0 && (
        <Note level="warning">
          {plural(state.unread, "folder")} could not be read: what was known of it is kept, and its tables are not
          called gone. See Odd ones.
        </Note>
      )}
      {hasScanned ? (
        <Tabs defaultValue="datasets" className={page["tabs"] ?? ""} keepMounted={false}>
          <Tabs.List px="sm">
            <Tabs.Tab value="datasets">Datasets</Tabs.Tab>
            <Tabs.Tab value="findings">Findings</Tabs.Tab>
            <Tabs.Tab value="odd">Odd ones</Tabs.Tab>
            <Tabs.Tab value="sizes">Sizes</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="datasets" className={page["body"] ?? ""}>
            <DatasetList lakeId={lakeId} state={state} />
          </Tabs.Panel>
          <Tabs.Panel value="findings" className={page["body"] ?? ""}>
            <FindingList lakeId={lakeId} revision={state.revision} />
          </Tabs.Panel>
          <Tabs.Panel value="odd" className={page["body"] ?? ""}>
            <OddOnes lakeId={lakeId} revision={state.revision} />
          </Tabs.Panel>
          <Tabs.Panel value="sizes" className={page["body"] ?? ""}>
            <Sizes lakeId={lakeId} revision={state.revision} />
          </Tabs.Panel>
        </Tabs>
      ) : (
        <EmptyState icon={<IconRadar2 size={22} />} title="The lake has not been looked through yet">
          A scan lists every object, groups objects into datasets, reads their columns, and says what the catalog does
          not know or no longer gets right. The next scans read only what has changed.
        </EmptyState>
      )}
    </div>
  );
}
