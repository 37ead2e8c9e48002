import { ActionIcon, SegmentedControl } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type PanelTab, useQueryLayout } from "../query-layout.ts";
import { DataPanel } from "./DataPanel.tsx";
import { HistoryPanel } from "./HistoryPanel.tsx";
import { SavedPanel } from "./SavedPanel.tsx";
import classes from "./SidePanel.module.css";

const choices: { value: PanelTab; label: string }[] = [
  { value: "data", label: "Data" },
  { value: "saved", label: "Saved" },
  { value: "history", label: "History" },
];

/** What can be queried, what was saved, and what was run. */
export function SidePanel({ shown }: { shown: PanelTab }) {
  const setPanel = useQueryLayout((layout) => layout.setPanel);
  return (
    <aside className={classes["panel"]} aria-label="Data, saved queries and history">
      <div className={classes["head"]}>
        <SegmentedControl
          aria-label="What the panel shows"
          fullWidth
          flex={1}
          data={choices}
          value={shown}
          onChange={(value) => setPanel(choices.find((choice) => choice.value === value)?.value ?? "data")}
        />
        <ActionIcon size="sm" aria-label="Close the panel" onClick={() => setPanel(null)}>
          <IconX size={14} />
        </ActionIcon>
      </div>
      {shown === "data" && <DataPanel />}
      {shown === "saved" && <SavedPanel />}
      {shown === "history" && <HistoryPanel />}
    </aside>
  );
}
