import { type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Execution } from "../../../../shared/contract/query.ts";
import { client } from "../../../lib/client.ts";
import { showError } from "../../../ui/show-error.ts";
import { executionKey, followExecution, hasEnded } from "./follow-execution.ts";

/** An execution as it is now, followed while it runs. Nothing is asked for while the id is undefined. */
export function useExecution(executionId: string | undefined): UseQueryResult<Execution> {
  const queries = useQueryClient();
  const known = useQuery({
    queryKey: executionKey(executionId ?? ""),
    queryFn: ({ signal }) => client.query.get({ executionId: executionId ?? "" }, { signal }),
    enabled: executionId !== undefined,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  const isRunning = known.data !== undefined && !hasEnded(known.data);
  useEffect(() => {
    if (isRunning && executionId !== undefined) followExecution(queries, executionId).catch(showError);
  }, [queries, executionId, isRunning]);
  return known;
}
