import { type UseQueryResult, keepPreviousData, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Column } from "../../../../shared/domain/columns.ts";
import { useLake } from "../../../app/lake-context.ts";
import { client } from "../../../lib/client.ts";
import { placeOf } from "../engine/athena-place.ts";
import { useActiveTab } from "../tabs/tab-store.ts";
import type { Names } from "./sql-language.ts";
import { type NamedTable, type Vocabulary, noVocabulary } from "./vocabulary.ts";

const STALE_MS = 60_000;

/** What can be named in the SQL of the tab that is shown, by its engine; looked up again when it is older than a minute. */
export function useVocabulary(): UseQueryResult<Vocabulary> {
  const { summary } = useLake();
  const athena = placeOf(useActiveTab());
  return useQuery({
    queryKey: ["vocabulary", summary.id, athena && [athena.catalog, athena.database, athena.workgroup]],
    queryFn: ({ signal }) => client.query.vocabulary({ lakeId: summary.id, athena }, { signal }),
    staleTime: STALE_MS,
    refetchOnWindowFocus: true,
    placeholderData: keepPreviousData,
  });
}

function columnsOptions(lakeId: string, { schema, name, columns }: NamedTable) {
  return queryOptions({
    queryKey: ["columns", lakeId, schema, name],
    queryFn: ({ signal }): Promise<Column[]> => client.query.columns({ lakeId, schema, name }, { signal }),
    staleTime: STALE_MS,
    ...(columns.length > 0 ? { initialData: columns } : {}),
  });
}

/** The columns of a table: the catalog's, or else what the head of its file tells. */
export function useColumns(table: NamedTable): UseQueryResult<Column[]> {
  return useQuery(columnsOptions(useLake().summary.id, table));
}

/** What the editor completes. */
export function useNames(): Names {
  const { summary } = useLake();
  const queries = useQueryClient();
  const vocabulary = useVocabulary().data ?? noVocabulary;
  return useMemo(
    () => ({
      vocabulary: () => vocabulary,
      // What is no table has no columns to complete; running it says why.
      columnsOf: (table) => queries.fetchQuery(columnsOptions(summary.id, table)).catch(() => []),
    }),
    [queries, summary.id, vocabulary],
  );
}
