import type { RowFilter } from "../../../../shared/contract/query.ts";
import type { Cell } from "../../../../shared/domain/columns.ts";

/** The filter that keeps, or leaves out, the rows that have this value in this column; and what it is called. */
export function filterForCell(column: string, value: Cell, keep: boolean): { filter: RowFilter; label: string } {
  if (value === null) {
    return {
      filter: { column, op: keep ? "is-null" : "is-not-null", value: "" },
      label: keep ? `Only rows without ${column}` : `Only rows with ${column}`,
    };
  }
  const short = value.length > 24 ? `${value.slice(0, 23)}…` : value;
  return {
    filter: { column, op: keep ? "equals" : "not-equals", value },
    label: keep ? `Only rows with ${column} = ${short}` : `Without rows with ${column} = ${short}`,
  };
}
