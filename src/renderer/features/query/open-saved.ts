import type { QueryClient } from "@tanstack/react-query";
import { AppError } from "../../../shared/domain/app-error.ts";
import { savedQueriesOptions } from "./saved-queries.ts";
import { newTab } from "./tabs/tab-list.ts";
import { useTabStore } from "./tabs/tab-store.ts";

/** Shows a saved query: in the tab where it is open, or else in a new one. NOT_FOUND when it was removed. */
export async function openSaved(queries: QueryClient, lakeId: string, savedId: string): Promise<void> {
  const { list, activate, add } = useTabStore.getState();
  const tab = list.tabs.find((candidate) => candidate.savedId === savedId);
  if (tab) return activate(tab.id);
  const saved = (await queries.fetchQuery(savedQueriesOptions(lakeId))).find(({ id }) => id === savedId);
  if (!saved)
    throw new AppError("NOT_FOUND", "That saved query is not there any more.", {
      hint: "Its runs may be in the history.",
    });
  add(newTab({ title: saved.name, sql: saved.sql, savedId }));
}
