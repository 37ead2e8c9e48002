import { useQuery } from "@tanstack/react-query";
import { client } from "../../lib/client.ts";

const WHILE_SYNCING_MS = 1_000;
const OTHERWISE_MS = 15_000;

/** Whether the lake's catalog is a service with partitions, versions and crawlers, and how its local copy stands. */
export function useManaged(lakeId: string) {
  return useQuery({
    queryKey: ["catalog-managed", lakeId],
    queryFn: ({ signal }) => client.catalog.managed({ lakeId }, { signal }),
    refetchInterval: ({ state: { data } }) => {
      if (!data?.available) return false;
      return data.sync.isSyncing ? WHILE_SYNCING_MS : OTHERWISE_MS;
    },
  });
}
