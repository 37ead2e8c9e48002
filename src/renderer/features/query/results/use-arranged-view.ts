import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Arrangement } from "../../../../shared/contract/query.ts";
import { client } from "../../../lib/client.ts";
import { asItCame, useArrangementStore } from "./arrangement-store.ts";

interface ArrangedView {
  /** What the person asked for. */
  wanted: Arrangement;
  /** What is shown: it follows when main has made the order. */
  shown: { viewId: string | null; rows: number; arrangement: Arrangement };
  isArranging: boolean;
  error: Error | null;
}

/** A result sorted and filtered as the person asked. Until the new order is made, the one before it is shown. */
export function useArrangedView(resultSetId: string, rows: number): ArrangedView {
  const wanted = useArrangementStore(({ byResult }) => byResult[resultSetId]) ?? asItCame;
  const isPlain = wanted.sort.length === 0 && wanted.filters.length === 0;
  const view = useQuery({
    queryKey: ["arranged", resultSetId, wanted],
    queryFn: async ({ signal }) => ({
      ...(await client.query.arrange({ resultSetId, arrangement: wanted }, { signal })),
      arrangement: wanted,
    }),
    enabled: !isPlain,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
  const plain = { viewId: null, rows, arrangement: asItCame };
  return {
    wanted,
    shown: isPlain ? plain : (view.data ?? plain),
    isArranging: !isPlain && view.isFetching,
    error: isPlain ? null : view.error,
  };
}
