import type { TableEntry } from "../../../shared/domain/table-entry.ts";

/** What a person changes of a table: its description, or that of a column. */
export type TablePatch = { of: "table"; text: string } | { of: "column"; column: string; text: string };

/** The text that a patch is about, as a table has it now. Null when the column is not there (any more). */
export function textBehind(table: TableEntry, patch: TablePatch): string | null {
  if (patch.of === "table") return table.description;
  return table.columns.find(({ name }) => name === patch.column)?.description ?? null;
}

export function patched(table: TableEntry, patch: TablePatch): TableEntry {
  if (patch.of === "table") return { ...table, description: patch.text };
  const columns = table.columns.map((column) =>
    column.name === patch.column ? { ...column, description: patch.text } : column,
  );
  return { ...table, columns };
}

/**
 * Whether a change made on `base` can be made on `theirs` without undoing what another person wrote: the text it
 * changes is as it was, or as the change would have it.
 */
export function canRebase(base: TableEntry, theirs: TableEntry, patch: TablePatch): boolean {
  const now = textBehind(theirs, patch);
  return now !== null && (now === textBehind(base, patch) || now === patch.text);
}

/** Whether two states of a table have the same columns and partition keys. */
export function hasSameColumns(one: TableEntry, other: TableEntry): boolean {
  const texts = [one, other].map(({ columns, partitionKeys }) => JSON.stringify({ columns, partitionKeys }));
  return texts[0] === texts[1];
}
