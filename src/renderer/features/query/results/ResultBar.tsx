import { ActionIcon, Button, Group, Text, Tooltip } from "@mantine/core";
import { IconDownload, IconFilter, IconSortAscending } from "@tabler/icons-react";
import type { Execution } from "../../../../shared/contract/query.ts";
import { formatCount, formatDuration, plural } from "../../../lib/format.ts";
import type { SelectedCells } from "../../../ui/data-grid/index.ts";
import { openExport } from "../../snapshots/index.ts";
import { useArrangementStore } from "./arrangement-store.ts";
import classes from "./Results.module.css";
import type { useArrangedView } from "./use-arranged-view.ts";

interface ResultBarProps {
  execution: Execution;
  resultSetId: string;
  title: string;
  view: ReturnType<typeof useArrangedView>;
  selected: SelectedCells | null;
  isFiltering: boolean;
  onFilter: () => void;
}

/** How much there is, how long it took, and filtering, the first order and taking it away. */
export function ResultBar({ execution, resultSetId, title, view, selected, isFiltering, onFilter }: ResultBarProps) {
  const arrange = useArrangementStore((store) => store.set);
  const total = execution.rows ?? 0;
  const { shown, wanted, isArranging } = view;
  const takeAway = () =>
    openExport({
      kind: "result",
      lakeId: execution.lakeId,
      name: title,
      resultSetId,
      viewId: shown.viewId,
      rows: shown.rows,
      columns: execution.columns,
      selected,
    });
  return (
    <div className={classes["bar"]}>
      <Text
        size="xs"
        className="figures"
        title={`${formatCount(shown.rows)} rows, ${formatCount(execution.columns.length)} columns`}
      >
        <b>{shown.rows === total ? plural(total, "row") : `${formatCount(shown.rows)} of ${plural(total, "row")}`}</b>
        {" · "}
        {plural(execution.columns.length, "column")}
        {" · "}
        <span title={`${execution.elapsedMs} ms`}>{formatDuration(execution.elapsedMs)}</span>
      </Text>
      {selected && (selected.end - selected.start > 1 || selected.columns.length > 1) && (
        <Text size="xs" c="dimmed" className="figures">
          {plural(selected.end - selected.start, "row")} × {plural(selected.columns.length, "column")} selected
        </Text>
      )}
      <Group gap={6} ml="auto" wrap="nowrap">
        {wanted.sort.length > 0 && (
          <Tooltip label="Back to the order it came in">
            <ActionIcon aria-label="Back to the order it came in" onClick={() => arrange(resultSetId, { sort: [] })}>
              <IconSortAscending size={15} />
            </ActionIcon>
          </Tooltip>
        )}
        <Button
          variant={isFiltering ? "light" : "default"}
          size="compact-sm"
          leftSection={<IconFilter size={13} />}
          aria-pressed={isFiltering}
          onClick={onFilter}
        >
          Filter
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconDownload size={13} />}
          disabled={isArranging}
          onClick={takeAway}
        >
          Export
        </Button>
      </Group>
    </div>
  );
}
