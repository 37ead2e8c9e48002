import { type UseQueryResult, keepPreviousData, useQuery } from "@tanstack/react-query";
import { useLake } from "../../../app/lake-context.ts";
import { client } from "../../../lib/client.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What can be named in the lake's SQL; looked up again when it is older than a minute. */
export function useVocabulary(): UseQueryResult<Vocabulary> {
  const { summary } = useLake();
  return useQuery({
    queryKey: ["vocabulary", summary.id],
    queryFn: ({ signal }) => client.query.vocabulary({ lakeId: summary.id }, { signal }),
    staleTime: 60_000,
    refetchOnWindowFocus: true,
    placeholderData: keepPreviousData,
  });
}
