import { notifications } from "@mantine/notifications";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { Execution, QueryTab } from "../../../../shared/contract/query.ts";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { useLake } from "../../../app/lake-context.ts";
import { formatCount } from "../../../lib/format.ts";
import { showError } from "../../../ui/show-error.ts";
import { useActiveEditor } from "../editor/active-editor.ts";
import { tabNow, useTabStore } from "../tabs/tab-store.ts";
import { executionKey, hasEnded } from "./follow-execution.ts";
import { isRunGoingOn, runStatements } from "./run-statements.ts";
import type { Statement } from "./statement.ts";
import { allStatements, statementsToRun } from "./statements-to-run.ts";

export interface Runner {
  /** What is selected, or the statement at the cursor. */
  run: () => void;
  /** Every statement of the text, one after another. */
  runAll: () => void;
}

/** What an earlier page started goes on after a reload. */
function isExecuting(queries: QueryClient, { executionIds }: QueryTab): boolean {
  const last = queries.getQueryData<Execution>(executionKey(executionIds.at(-1) ?? ""));
  return last !== undefined && !hasEnded(last);
}

/** As many results as main remembers of a tab. */
const MOST_STATEMENTS = 500;

/** Runs the text of the tab that is shown. */
export function useRunner(): Runner {
  const { summary } = useLake();
  const queries = useQueryClient();
  const lakeId = summary.id;
  const runWith = useCallback(
    (choose: (text: string) => Promise<Statement[]>) => {
      const tab = tabNow(useTabStore.getState().list.activeId ?? "");
      if (!tab) return;
      if (isRunGoingOn(tab.id) || isExecuting(queries, tab)) {
        notifications.show({
          id: "still-running",
          message: "This tab still runs. Cancel it first, or open another tab.",
        });
        return;
      }
      const act = async () => {
        const statements = await choose(tab.sql);
        if (statements.length === 0) notifications.show({ message: "There is no statement to run." });
        if (statements.length > MOST_STATEMENTS) {
          throw new AppError(
            "TOO_LARGE",
            `${formatCount(statements.length)} statements are more than a tab can show.`,
            {
              hint: `Select at most ${MOST_STATEMENTS} of them, and run those.`,
            },
          );
        }
        await runStatements({ queries, lakeId, tabId: tab.id, statements });
      };
      act().catch(showError);
    },
    [queries, lakeId],
  );
  return useMemo(
    () => ({
      run: () =>
        runWith((text) => {
          const { from, to } = useActiveEditor.getState().view?.state.selection.main ?? { from: 0, to: 0 };
          return statementsToRun(text, { from, to });
        }),
      runAll: () => runWith(allStatements),
    }),
    [runWith],
  );
}
