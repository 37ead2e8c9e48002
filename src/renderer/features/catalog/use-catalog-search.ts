import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { client } from "../../lib/client.ts";

/** What the catalog finds for a text, as it is typed. Each keystroke gives up the search before it. */
export function useCatalogSearch(lakeId: string, text: string, limit: number) {
  const [wanted] = useDebouncedValue(text.trim(), 60);
  const search = useQuery({
    queryKey: ["catalog-search", lakeId, wanted, limit],
    queryFn: ({ signal }) => client.catalog.search({ lakeId, text: wanted.slice(0, 500), limit }, { signal }),
    enabled: wanted !== "",
    placeholderData: keepPreviousData,
    staleTime: 1_000,
    // While the index is being built there is more to find each second.
    refetchInterval: ({ state }) => (state.data?.index.state === "building" ? 1_000 : false),
  });
  return { ...search, data: wanted === "" ? undefined : search.data };
}
