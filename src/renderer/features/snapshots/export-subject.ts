import type { ExportSource } from "../../../shared/contract/snapshots.ts";
import type { Column } from "../../../shared/domain/columns.ts";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";

/** What can be taken away: rows of a result as they are arranged, or a whole dataset. */
export type ExportSubject = ResultSubject | DatasetSubject;

export interface ResultSubject {
  kind: "result";
  lakeId: string;
  /** What the file is called at first. */
  name: string;
  resultSetId: string;
  viewId: string | null;
  /** Rows of the view. */
  rows: number;
  columns: readonly Column[];
  /** Selected cells: rows [start, end) of the view, and names of columns. */
  selected: { start: number; end: number; columns: readonly string[] } | null;
}

export interface DatasetSubject {
  kind: "dataset";
  lakeId: string;
  name: string;
  address: ObjectAddress;
  /** Null while nobody has counted them. */
  rows: number | null;
}

/** Which part of a result is meant. */
export interface ExportScope {
  onlySelectedRows: boolean;
  onlySelectedColumns: boolean;
}

export const everything: ExportScope = { onlySelectedRows: false, onlySelectedColumns: false };

export function sourceOf(subject: ExportSubject, scope: ExportScope): ExportSource {
  if (subject.kind === "dataset") return { kind: "dataset", address: subject.address };
  const { resultSetId, viewId, selected } = subject;
  return {
    kind: "result",
    resultSetId,
    viewId,
    columns: selected && scope.onlySelectedColumns ? [...selected.columns] : null,
    ranges: selected && scope.onlySelectedRows ? [[selected.start, selected.end]] : null,
  };
}

/** Rows and columns that come out, as far as that is known before. */
export function extentOf(subject: ExportSubject, scope: ExportScope): { rows: number | null; columns: number | null } {
  if (subject.kind === "dataset") return { rows: subject.rows, columns: null };
  const { selected, rows, columns } = subject;
  return {
    rows: selected && scope.onlySelectedRows ? selected.end - selected.start : rows,
    columns: selected && scope.onlySelectedColumns ? selected.columns.length : columns.length,
  };
}
