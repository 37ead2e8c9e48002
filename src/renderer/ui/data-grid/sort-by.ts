export interface SortBy {
  column: string;
  descending: boolean;
}

/** A click on a header: ascending, descending, then as it came. With `add` the other columns keep their part in the order. */
export function nextSort(sort: readonly SortBy[], column: string, add: boolean): SortBy[] {
  const current = sort.find((part) => part.column === column);
  const next: SortBy | null = current
    ? current.descending
      ? null
      : { column, descending: true }
    : { column, descending: false };
  if (!add) return next ? [next] : [];
  if (!current) return next ? [...sort, next] : [...sort];
  return sort.flatMap((part) => (part.column === column ? (next ? [next] : []) : [part]));
}
