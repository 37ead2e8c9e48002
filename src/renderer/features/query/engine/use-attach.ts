import { useQueryClient } from "@tanstack/react-query";
import { useLake } from "../../../app/lake-context.ts";
import { client } from "../../../lib/client.ts";
import { openPrompt } from "../../../ui/prompt.tsx";
import { openRun } from "../open-run.ts";

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
export function useAttachTo(): (athenaExecutionId: string) => Promise<void> {
  const { summary } = useLake();
  const queries = useQueryClient();
  return async (athenaExecutionId) => {
    const { id } = await client.athena.attach({ lakeId: summary.id, athenaExecutionId, tabId: null });
    await openRun(queries, id);
  };
}
