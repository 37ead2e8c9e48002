import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Execution } from "../../../../shared/contract/query.ts";
import { useLake } from "../../../app/lake-context.ts";
import { client } from "../../../lib/client.ts";
import { openPrompt } from "../../../ui/prompt.tsx";
import { showError } from "../../../ui/show-error.ts";
import { openRun } from "../open-run.ts";
import { executionKey, followExecution } from "../run/follow-execution.ts";
import { useTabStore } from "../tabs/tab-store.ts";

/** Asks for Athena's id of an execution, and shows it in a tab as it goes on. */
export function useAttach(): () => void {
  const attachTo = useAttachTo();
  return () =>
    openPrompt({
      title: "Attach to an execution of Athena",
      label: "Execution id",
      initial: "",
      submit: "Attach",
      onSubmit: attachTo,
    });
}

/** Follows an execution by Athena's id of it, in a tab. */
function useAttachTo(): (athenaExecutionId: string) => Promise<void> {
  const { summary } = useLake();
  const queries = useQueryClient();
  return async (athenaExecutionId) => {
    const { id } = await client.athena.attach({ lakeId: summary.id, athenaExecutionId, tabId: null });
    await openRun(queries, id);
    tellHistory(queries, id);
  };
}

/** Follows again what went on in Athena when nobody waited for it any more, in the place of the run that told of it. */
export function useAttachAgain(lost: Pick<Execution, "id" | "athena">) {
  const { summary } = useLake();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const athenaExecutionId = lost.athena?.executionId ?? "";
      const { list, change } = useTabStore.getState();
      const tab = list.tabs.find(({ executionIds }) => executionIds.includes(lost.id));
      const tabId = tab?.id ?? null;
      const attached = await client.athena.attach({ lakeId: summary.id, athenaExecutionId, tabId });
      queries.setQueryData(executionKey(attached.id), attached);
      tellHistory(queries, attached.id);
      if (!tab) return;
      change(tab.id, { executionIds: tab.executionIds.map((id) => (id === lost.id ? attached.id : id)) });
    },
  });
}

function tellHistory(queries: QueryClient, executionId: string): void {
  followExecution(queries, executionId)
    .then(() => queries.invalidateQueries({ queryKey: ["query-history"] }))
    .catch(showError);
}
