import { ActionIcon, Button, Group, Menu, Tooltip } from "@mantine/core";
import {
  IconChevronDown,
  IconDeviceFloppy,
  IconLayoutSidebarRight,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlayerTrackNext,
} from "@tabler/icons-react";
import type { QueryTab } from "../../../shared/contract/query.ts";
import { EnginePicker } from "./engine/EnginePicker.tsx";
import { EngineNotice } from "./EngineNotice.tsx";
import { modKey } from "./mod-key.ts";
import { useQueryLayout } from "./query-layout.ts";
import classes from "./QueryPage.module.css";
import { cancelExecution } from "./run/run-statements.ts";
import type { Runner } from "./run/use-runner.ts";
import { useTabActivity } from "./run/use-tab-activity.ts";
import { useSaveQuery } from "./use-save-query.ts";

/** Running, cancelling and saving the tab that is shown; how the engine is; and what stands at the side. */
export function QueryToolbar({ tab, runner }: { tab: QueryTab | undefined; runner: Runner }) {
  const { panel, setPanel } = useQueryLayout();
  return (
    <div className={classes["toolbar"]} role="toolbar" aria-label="Query">
      {tab && <RunButtons tab={tab} runner={runner} />}
      {tab && <SaveButton tab={tab} />}
      {tab && <EnginePicker tab={tab} />}
      <Group gap="xs" ml="auto" wrap="nowrap">
        <EngineNotice />
        <Tooltip label={panel ? "Hide the panel at the side" : "Show data, saved queries and history"}>
          <ActionIcon
            aria-label="Panel at the side"
            aria-pressed={panel !== null}
            onClick={() => setPanel(panel ? null : "data")}
          >
            <IconLayoutSidebarRight size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </div>
  );
}

function RunButtons({ tab, runner }: { tab: QueryTab; runner: Runner }) {
  const { isRunning, runningId } = useTabActivity(tab);
  if (isRunning) {
    return (
      <Button
        color="red"
        variant="light"
        leftSection={<IconPlayerStop size={14} />}
        disabled={runningId === null}
        onClick={() => runningId !== null && cancelExecution(runningId)}
      >
        Cancel
      </Button>
    );
  }
  return (
    <Button.Group>
      <Tooltip label={`Run the selection, or the statement at the cursor (${modKey} Enter)`}>
        <Button leftSection={<IconPlayerPlay size={14} />} onClick={runner.run}>
          Run
        </Button>
      </Tooltip>
      <Tooltip label={`Run every statement, one after another (Shift ${modKey} Enter)`}>
        <Button variant="light" leftSection={<IconPlayerTrackNext size={14} />} onClick={runner.runAll}>
          Run all
        </Button>
      </Tooltip>
    </Button.Group>
  );
}

function SaveButton({ tab }: { tab: QueryTab }) {
  const save = useSaveQuery();
  return (
    <Button.Group>
      <Tooltip label={`Save the query (${modKey} S)`}>
        <Button
          variant="default"
          leftSection={<IconDeviceFloppy size={14} />}
          disabled={tab.sql.trim() === ""}
          onClick={() => save(tab)}
        >
          Save
        </Button>
      </Tooltip>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" px={6} aria-label="More ways to save" disabled={tab.sql.trim() === ""}>
            <IconChevronDown size={13} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => save(tab, "new")}>Save as …</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}
