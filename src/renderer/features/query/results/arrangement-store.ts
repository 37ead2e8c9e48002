import { create } from "zustand";
import type { Arrangement, RowFilter } from "../../../../shared/contract/query.ts";

interface ArrangementStore {
  /** How the person has sorted and filtered each result. */
  byResult: Readonly<Record<string, Arrangement>>;
  set: (resultSetId: string, part: Partial<Arrangement>) => void;
}

export const asItCame: Arrangement = { sort: [], filters: [] };

export const useArrangementStore = create<ArrangementStore>((set) => ({
  byResult: {},
  set: (resultSetId, part) =>
    set(({ byResult }) => {
      const { sort, filters } = { ...(byResult[resultSetId] ?? asItCame), ...part };
      return { byResult: { ...byResult, [resultSetId]: { sort, filters: distinct(filters) } } };
    }),
}));

/** To ask the same twice narrows nothing. */
function distinct(filters: readonly RowFilter[]): RowFilter[] {
  return [...new Map(filters.map((filter) => [JSON.stringify(filter), filter])).values()];
}

/** Adds a filter to what a result is filtered by. */
export function addFilter(resultSetId: string, filter: RowFilter): void {
  const { byResult, set } = useArrangementStore.getState();
  set(resultSetId, { filters: [...(byResult[resultSetId]?.filters ?? []), filter] });
}
