import { type QueryClient, type UseQueryResult, queryOptions, useQuery } from "@tanstack/react-query";
import type { SavedQuery } from "../../../shared/contract/query.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";

export function savedQueriesOptions(lakeId: string) {
  return queryOptions({
    queryKey: ["saved-queries", lakeId],
    queryFn: ({ signal }) => client.query.saved({ lakeId }, { signal }),
  });
}

export function useSavedQueries(): UseQueryResult<SavedQuery[]> {
  return useQuery(savedQueriesOptions(useLake().summary.id));
}

/** Saves a query under its id, and lets every list of saved queries know. */
export async function saveQuery(
  queries: QueryClient,
  lakeId: string,
  query: Omit<SavedQuery, "updatedAt">,
): Promise<SavedQuery> {
  const saved = await client.query.save({ lakeId, query });
  await queries.invalidateQueries({ queryKey: savedQueriesOptions(lakeId).queryKey });
  return saved;
}

export async function removeSavedQuery(queries: QueryClient, lakeId: string, id: string): Promise<void> {
  await client.query.removeSaved({ lakeId, id });
  await queries.invalidateQueries({ queryKey: savedQueriesOptions(lakeId).queryKey });
}
