import { ActionIcon, Tooltip } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { focusEditor } from "../editor/active-editor.ts";
import { useCloseTab } from "./use-close-tab.tsx";
import { useOpenTab } from "./open-tab.ts";
import { QueryTabButton } from "./QueryTabButton.tsx";
import { neighbour } from "./tab-list.ts";
import { useTabStore } from "./tab-store.ts";
import classes from "./TabStrip.module.css";

/** The open tabs. Arrow keys go along them, F2 renames, Delete closes. */
export function TabStrip() {
  const { tabs, activeId } = useTabStore(({ list }) => list);
  const activate = useTabStore((store) => store.activate);
  const openTab = useOpenTab();
  const close = useCloseTab();
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (activeId)
      strip.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [activeId, tabs]);

  const go = (id: string | null) => {
    if (id === null) return;
    activate(id);
    strip.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(id)}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement) return;
    if (event.key === "ArrowRight") go(neighbour({ tabs, activeId }, 1));
    else if (event.key === "ArrowLeft") go(neighbour({ tabs, activeId }, -1));
    else if (event.key === "Delete" && activeId !== null) close(activeId);
    else return;
    event.preventDefault();
  };

  return (
    <div className={classes["bar"]}>
      <div ref={strip} className={classes["strip"]} role="tablist" aria-label="Open queries" onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <QueryTabButton key={tab.id} tab={tab} isActive={tab.id === activeId} />
        ))}
      </div>
      <Tooltip label="New query">
        <ActionIcon
          aria-label="New query"
          onClick={() => {
            openTab({});
            focusEditor();
          }}
        >
          <IconPlus size={15} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
