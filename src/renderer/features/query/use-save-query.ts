import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { QueryTab } from "../../../shared/contract/query.ts";
import { useLake } from "../../app/lake-context.ts";
import { showError } from "../../ui/show-error.ts";
import { openSaveDialog } from "./panel/SaveQueryDialog.tsx";
import { saveQuery, savedQueriesOptions } from "./saved-queries.ts";
import { useTabStore } from "./tabs/tab-store.ts";

/** Saves a tab's text: over the saved query that it came from, or else under a name that is asked for. */
export function useSaveQuery(): (tab: QueryTab, as?: "new") => void {
  const { summary } = useLake();
  const queries = useQueryClient();
  const lakeId = summary.id;
  return useCallback(
    (tab, as) => {
      const act = async () => {
        const saved = await queries.fetchQuery(savedQueriesOptions(lakeId));
        const known = as === "new" ? undefined : saved.find(({ id }) => id === tab.savedId);
        if (known) {
          await saveQuery(queries, lakeId, { ...known, sql: tab.sql });
          return;
        }
        openSaveDialog({
          title: "Save the query",
          name: tab.title,
          description: "",
          onSubmit: async ({ name, description }) => {
            const query = await saveQuery(queries, lakeId, {
              id: crypto.randomUUID(),
              name,
              description,
              sql: tab.sql,
            });
            useTabStore.getState().change(tab.id, { savedId: query.id, title: query.name });
          },
        });
      };
      act().catch(showError);
    },
    [lakeId, queries],
  );
}
