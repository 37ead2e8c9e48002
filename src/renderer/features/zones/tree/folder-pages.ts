import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { ObjectAddress } from "../../../../shared/domain/object-address.ts";
import { client } from "../../../lib/client.ts";

const keyOf = ({ lakeId, zoneId, path }: ObjectAddress) => ["tree", lakeId, zoneId, path];

/** The folders in a folder, a page at a time. */
export function useFolderPages(address: ObjectAddress) {
  const { lakeId, zoneId, path } = address;
  return useInfiniteQuery({
    queryKey: keyOf(address),
    queryFn: ({ pageParam, signal }) => client.zones.folders({ lakeId, zoneId, path, after: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

/** The folder that is looked at is listed live: the tree asks again when its number of folders changes. */
export function useTreeFollows(address: ObjectAddress, folders: number | undefined): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (folders !== undefined) void queryClient.invalidateQueries({ queryKey: keyOf(address), exact: true });
  }, [queryClient, address, folders]);
}
