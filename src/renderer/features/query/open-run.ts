import type { QueryClient } from "@tanstack/react-query";
import { client } from "../../lib/client.ts";
import { engineChoice } from "./engine/athena-place.ts";
import { executionKey } from "./run/follow-execution.ts";
import { useRunStore } from "./run/run-store.ts";
import { freeTitle, newTab } from "./tabs/tab-list.ts";
import { useTabStore } from "./tabs/tab-store.ts";

/** Shows a run of the history: in the tab that it was started from, or else in a new one. NOT_FOUND when it was forgotten. */
export async function openRun(queries: QueryClient, executionId: string): Promise<void> {
  const execution = await client.query.get({ executionId });
  queries.setQueryData(executionKey(executionId), execution);
  const { list, activate, add } = useTabStore.getState();
  const tab = list.tabs.find(({ executionIds }) => executionIds.includes(executionId));
  if (!tab) {
    const { sql, engine, athena } = execution;
    const title = freeTitle(list.tabs);
    return add(newTab({ title, sql, executionIds: [executionId], ...engineChoice(engine, athena) }));
  }
  useRunStore.getState().show(tab.id, tab.executionIds.indexOf(executionId));
  activate(tab.id);
}
