import type { RowFilter } from "../../../../shared/contract/query.ts";
import type { ColumnKind } from "../../../../shared/domain/columns.ts";

export type FilterOperator = RowFilter["op"];

const labels: Record<FilterOperator, string> = {
  contains: "contains",
  "starts-with": "starts with",
  equals: "is",
  "not-equals": "is not",
  less: "<",
  "less-or-equal": "≤",
  greater: ">",
  "greater-or-equal": "≥",
  "is-null": "is NULL",
  "is-not-null": "is not NULL",
};

const textual: readonly FilterOperator[] = [
  "contains",
  "starts-with",
  "equals",
  "not-equals",
  "is-null",
  "is-not-null",
];
const ordered: readonly FilterOperator[] = [
  "equals",
  "not-equals",
  "less",
  "less-or-equal",
  "greater",
  "greater-or-equal",
  "contains",
  "is-null",
  "is-not-null",
];
const orderedKinds: ReadonlySet<ColumnKind> = new Set([
  "integer",
  "decimal",
  "float",
  "date",
  "time",
  "timestamp",
  "interval",
]);

/** What a column of this kind can be asked, the commonest first. */
export function operatorsFor(kind: ColumnKind): { value: FilterOperator; label: string }[] {
  if (kind === "boolean") return (["equals", "not-equals", "is-null", "is-not-null"] as const).map(labelled);
  return (orderedKinds.has(kind) ? ordered : textual).map(labelled);
}

function labelled(value: FilterOperator) {
  return { value, label: labels[value] };
}

export function needsValue(op: FilterOperator): boolean {
  return op !== "is-null" && op !== "is-not-null";
}
