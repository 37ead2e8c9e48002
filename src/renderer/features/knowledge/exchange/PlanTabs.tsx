import { Tabs, Text } from "@mantine/core";
import type { ColDef } from "ag-grid-community";
import { useMemo } from "react";
import { useLake } from "../../../app/lake-context.ts";
import { client } from "../../../lib/client.ts";
import { formatCount, plural } from "../../../lib/format.ts";
import { blockSource } from "../../../ui/data-grid/block-source.ts";
import { InfiniteGrid } from "../../../ui/data-grid/InfiniteGrid.tsx";
import classes from "../knowledge.module.css";

type Plan = Awaited<ReturnType<typeof client.knowledge.planImport>>;
type Change = Awaited<ReturnType<typeof client.knowledge.importChanges>>[number];
type LeftOut = Awaited<ReturnType<typeof client.knowledge.importLeftOut>>[number];

const BLOCK = 100;

/** Exactly what an import would change, and what it would leave out. */
export function PlanTabs({ plan }: { plan: Plan }) {
  const { changes, same, leftOut } = plan;
  return (
    <>
      <Text size="sm" role="status">
        {changes === 0 ? "Nothing would change." : `${plural(changes, "change")}.`} Known already: {formatCount(same)}.
        Left out: {formatCount(leftOut)}.
      </Text>
      {changes + leftOut > 0 && (
        <Tabs defaultValue={changes > 0 ? "changes" : "left-out"} keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="changes">Changes ({formatCount(changes)})</Tabs.Tab>
            <Tabs.Tab value="left-out">Left out ({formatCount(leftOut)})</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="changes" className={classes["plan"] ?? ""}>
            <ChangeGrid plan={plan} />
          </Tabs.Panel>
          <Tabs.Panel value="left-out" className={classes["plan"] ?? ""}>
            <LeftOutGrid plan={plan} />
          </Tabs.Panel>
        </Tabs>
      )}
    </>
  );
}

/** Of the statement in a text, or its line in a table. */
const numberColumn = { colId: "number", headerName: "No.", width: 80, cellClass: "figures" };

const changeColumns: ColDef<Change>[] = [
  { ...numberColumn, valueGetter: ({ data }) => (data ? formatCount(data.number) : "") },
  textColumn("summary", "Change", (change) => change.summary),
  textColumn("before", "Now", ({ before }) => before.join("\n")),
  textColumn("after", "After the import", ({ after }) => after ?? "(taken away)"),
];

const leftOutColumns: ColDef<LeftOut>[] = [
  { ...numberColumn, valueGetter: ({ data }) => (data ? formatCount(data.number) : "") },
  textColumn("reason", "Why it is left out", ({ reason }) => reason),
];

/** On one line; whole on hover. */
function textColumn<Row>(colId: string, headerName: string, textOf: (row: Row) => string): ColDef<Row> {
  return {
    colId,
    headerName,
    flex: 1,
    valueGetter: ({ data }) => (data ? textOf(data).replaceAll(/\s+/g, " ") : ""),
    tooltipValueGetter: ({ data }) => (data ? textOf(data) : null),
  };
}

function ChangeGrid({ plan: { planId, changes } }: { plan: Plan }) {
  const lakeId = useLake().summary.id;
  const source = useMemo(
    () =>
      blockSource<Change>(async ({ start }) => {
        const rows = await client.knowledge.importChanges({ lakeId, planId, start, limit: BLOCK });
        return { rows, count: changes };
      }),
    [lakeId, planId, changes],
  );
  return (
    <InfiniteGrid<Change>
      label="What would change"
      datasource={source}
      columnDefs={changeColumns}
      cacheBlockSize={BLOCK}
    />
  );
}

function LeftOutGrid({ plan: { planId, leftOut } }: { plan: Plan }) {
  const lakeId = useLake().summary.id;
  const source = useMemo(
    () =>
      blockSource<LeftOut>(async ({ start }) => {
        const rows = await client.knowledge.importLeftOut({ lakeId, planId, start, limit: BLOCK });
        return { rows, count: leftOut };
      }),
    [lakeId, planId, leftOut],
  );
  return (
    <InfiniteGrid<LeftOut>
      label="What is left out"
      datasource={source}
      columnDefs={leftOutColumns}
      cacheBlockSize={BLOCK}
    />
  );
}
