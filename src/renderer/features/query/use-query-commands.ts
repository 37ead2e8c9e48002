import { useHotkeys } from "@mantine/hooks";
import { useMemo } from "react";
import { type Command, useCommands } from "../../app/commands.ts";
import { modKey } from "./mod-key.ts";
import { useQueryLayout } from "./query-layout.ts";
import type { Runner } from "./run/use-runner.ts";
import { neighbour } from "./tabs/tab-list.ts";
import { useTabStore } from "./tabs/tab-store.ts";
import { useCloseTab } from "./tabs/use-close-tab.tsx";
import { useSaveQuery } from "./use-save-query.ts";

/** What can be done on the page of queries, from the palette and by keys wherever the focus is. */
export function useQueryCommands(runner: Runner): void {
  const close = useCloseTab();
  const save = useSaveQuery();
  const setPanel = useQueryLayout((layout) => layout.setPanel);
  const commands = useMemo((): Command[] => {
    const group = "Query";
    const store = useTabStore.getState;
    const active = () => store().list.tabs.find(({ id }) => id === store().list.activeId);
    const go = (step: number) => () => {
      const id = neighbour(store().list, step);
      if (id !== null) store().activate(id);
    };
    return [
      { id: "query:run", label: "Run the statement at the cursor", group, keys: `${modKey} Enter`, run: runner.run },
      { id: "query:run-all", label: "Run all", group, keys: `Shift ${modKey} Enter`, run: runner.runAll },
      { id: "query:save", label: "Save the query", group, keys: `${modKey} S`, run: () => withTab(active(), save) },
      {
        id: "query:save-as",
        label: "Save the query as …",
        group,
        run: () => withTab(active(), (tab) => save(tab, "new")),
      },
      { id: "query:close", label: "Close the tab", group, run: () => withTab(active(), ({ id }) => close(id)) },
      { id: "query:reopen", label: "Reopen the tab closed last", group, run: () => store().reopen() },
      { id: "query:next", label: "Next tab", group, keys: "Alt PageDown", run: go(1) },
      { id: "query:previous", label: "Previous tab", group, keys: "Alt PageUp", run: go(-1) },
      { id: "query:history", label: "Show the history", group, run: () => setPanel("history") },
      { id: "query:saved", label: "Show saved queries", group, run: () => setPanel("saved") },
      { id: "query:data", label: "Show what can be queried", group, run: () => setPanel("data") },
    ];
  }, [runner, save, close, setPanel]);
  useCommands("query-page", commands);

  const run = (id: string) => () => commands.find((command) => command.id === id)?.run();
  useHotkeys(
    [
      ["mod+Enter", run("query:run")],
      ["mod+shift+Enter", run("query:run-all")],
      ["mod+S", run("query:save")],
      ["alt+PageDown", run("query:next")],
      ["alt+PageUp", run("query:previous")],
    ],
    [],
    true,
  );
}

function withTab<T>(tab: T | undefined, act: (tab: T) => void): void {
  if (tab !== undefined) act(tab);
}
