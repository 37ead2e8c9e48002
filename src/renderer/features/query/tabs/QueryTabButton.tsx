import { CloseButton, Loader } from "@mantine/core";
import { useState } from "react";
import type { QueryTab } from "../../../../shared/contract/query.ts";
import { focusEditor } from "../editor/active-editor.ts";
import { useTabActivity } from "../run/use-tab-activity.ts";
import { useSavedQueries } from "../saved-queries.ts";
import { useTabStore } from "./tab-store.ts";
import classes from "./TabStrip.module.css";
import { useCloseTab } from "./use-close-tab.tsx";

/** One tab: its title (a double click renames it), whether it runs, and whether its saved query differs. */
export function QueryTabButton({ tab, isActive }: { tab: QueryTab; isActive: boolean }) {
  const [isRenaming, setRenaming] = useState(false);
  const activate = useTabStore((store) => store.activate);
  const close = useCloseTab();
  const { isRunning } = useTabActivity(tab);
  const saved = useSavedQueries().data?.find(({ id }) => id === tab.savedId);
  const isChanged = saved !== undefined && saved.sql !== tab.sql;
  return (
    <div
      role="tab"
      className={classes["tab"]}
      data-tab={tab.id}
      aria-selected={isActive}
      aria-label={isChanged ? `${tab.title}, changed since it was saved` : tab.title}
      tabIndex={isActive ? 0 : -1}
      title={tab.title}
      onClick={() => {
        activate(tab.id);
        focusEditor();
      }}
      onDoubleClick={() => setRenaming(true)}
      onKeyDown={(event) => {
        if (event.key !== "F2") return;
        event.preventDefault();
        setRenaming(true);
      }}
      onAuxClick={(event) => event.button === 1 && close(tab.id)}
    >
      {isRunning && <Loader size={10} aria-label="Running" />}
      {isRenaming ? <TitleField tab={tab} onDone={() => setRenaming(false)} /> : <span>{tab.title}</span>}
      {isChanged && <i className={classes["changed"]} title="Changed since it was saved" />}
      <CloseButton
        size="xs"
        tabIndex={-1}
        aria-label={`Close ${tab.title}`}
        onClick={(event) => {
          event.stopPropagation();
          close(tab.id);
        }}
      />
    </div>
  );
}

function TitleField({ tab, onDone }: { tab: QueryTab; onDone: () => void }) {
  const [title, setTitle] = useState(tab.title);
  const change = useTabStore((store) => store.change);
  const keep = () => {
    if (title.trim() !== "") change(tab.id, { title: title.trim() });
    onDone();
  };
  return (
    <input
      className={classes["field"]}
      aria-label="Title of the query"
      value={title}
      maxLength={200}
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTitle(event.currentTarget.value)}
      onBlur={keep}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") keep();
        if (event.key === "Escape") onDone();
      }}
    />
  );
}
