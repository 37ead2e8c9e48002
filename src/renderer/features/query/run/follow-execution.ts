import type { QueryClient } from "@tanstack/react-query";
import type { Execution } from "../../../../shared/contract/query.ts";
import { appErrorOf } from "../../../lib/app-error-of.ts";
import { client } from "../../../lib/client.ts";
import { isConnectionLost } from "../../../lib/transport/connection-lost.ts";

/** A lost connection is tried again after this long; the client itself waits for the next connection. */
const REOPEN_MS = 300;

const following = new Map<string, Promise<Execution>>();

/** Under which an execution is in the query cache. */
export function executionKey(executionId: string): readonly unknown[] {
  return ["execution", executionId];
}

export function hasEnded({ state }: Execution): boolean {
  return state !== "queued" && state !== "running";
}

/**
 * Keeps the cache at what an execution is now, until it has ended; resolves with the end. However often it is asked for
 * one, there is one stream. It goes on when what showed the execution is gone, so that a tab can tell of its end.
 */
export function followExecution(queries: QueryClient, executionId: string): Promise<Execution> {
  const known = following.get(executionId);
  if (known) return known;
  const end = follow(queries, executionId).finally(() => following.delete(executionId));
  following.set(executionId, end);
  return end;
}

async function follow(queries: QueryClient, executionId: string): Promise<Execution> {
  for (;;) {
    try {
      let last: Execution | undefined;
      for await (last of await client.query.watch({ executionId })) {
        queries.setQueryData(executionKey(executionId), last);
      }
      if (last && hasEnded(last)) return last;
    } catch (error) {
      if (!isConnectionLost(appErrorOf(error))) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, REOPEN_MS));
  }
}
