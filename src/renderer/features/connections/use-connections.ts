import { type QueryClient, useQuery } from "@tanstack/react-query";
import { client } from "../../lib/client.ts";

const listKey = ["connections"];

/** The connections that are set up, by name. */
export function useConnections() {
  return useQuery({ queryKey: listKey, queryFn: () => client.connections.list(), staleTime: 0 });
}

/** To be called when one was saved or removed: what was asked through it may be answered differently now. */
export async function connectionsChanged(queries: QueryClient): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: listKey }),
    queries.invalidateQueries({ queryKey: ["buckets"] }),
    queries.invalidateQueries({ queryKey: ["prefixes"] }),
  ]);
}
