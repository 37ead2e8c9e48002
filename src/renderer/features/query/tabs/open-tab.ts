import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useLocation } from "wouter";
import type { QueryTab } from "../../../../shared/contract/query.ts";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { useLake } from "../../../app/lake-context.ts";
import { queryPath } from "../../../lib/paths.ts";
import { showError } from "../../../ui/show-error.ts";
import { runStatements } from "../run/run-statements.ts";
import { freeTitle, newTab } from "./tab-list.ts";
import { useTabStore } from "./tab-store.ts";
import { ensureTabs } from "./tab-saving.ts";

/** As many as main keeps. */
const MOST_TABS = 200;

export interface OpenTabRequest extends Partial<Omit<QueryTab, "id">> {
  /** Runs the text, which is one statement, at once. */
  run?: boolean;
}

/** Opens a new tab from anywhere in the lake, and goes to it. */
export function useOpenTab(): (request: OpenTabRequest) => void {
  const { summary } = useLake();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const lakeId = summary.id;
  return useCallback(
    (request) => {
      const open = async () => {
        await ensureTabs(lakeId);
        const { run, ...part } = request;
        if (useTabStore.getState().list.tabs.length >= MOST_TABS) {
          throw new AppError("TOO_LARGE", `${MOST_TABS} queries are open already.`, {
            hint: "Close some of them first.",
          });
        }
        const tab = newTab({ title: freeTitle(useTabStore.getState().list.tabs), ...part });
        useTabStore.getState().add(tab);
        navigate(queryPath(lakeId, { kind: "tab", id: tab.id }));
        if (run) await runStatements({ queries, lakeId, tabId: tab.id, statements: [{ sql: tab.sql, offset: 0 }] });
      };
      open().catch(showError);
    },
    [lakeId, queries, navigate],
  );
}
