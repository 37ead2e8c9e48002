import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { client } from "../../lib/client.ts";

/** The facets of a search. Hits come first: these are counted once the typing pauses. */
export function useSearchFacets(lakeId: string, text: string) {
  const [wanted] = useDebouncedValue(text.trim(), 200);
  return useQuery({
    queryKey: ["catalog-facets", lakeId, wanted],
    queryFn: ({ signal }) => client.catalog.facets({ lakeId, text: wanted.slice(0, 500) }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 1_000,
  });
}
