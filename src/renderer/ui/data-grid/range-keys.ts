import type { CellPlace } from "./cell-range.ts";

interface Key {
  key: string;
  /** Ctrl or Cmd. */
  command: boolean;
}

interface Extent {
  /** The last row and the last shown column. */
  last: CellPlace;
  /** Rows that are in view at once. */
  page: number;
}

/** Where a key leads from a cell; null when it is no key of movement. */
export function placeAfterKey({ key, command }: Key, from: CellPlace, { last, page }: Extent): CellPlace | null {
  const moves: Record<string, CellPlace> = {
    ArrowUp: { row: command ? 0 : from.row - 1, column: from.column },
    ArrowDown: { row: command ? last.row : from.row + 1, column: from.column },
    ArrowLeft: { row: from.row, column: command ? 0 : from.column - 1 },
    ArrowRight: { row: from.row, column: command ? last.column : from.column + 1 },
    PageUp: { row: from.row - page, column: from.column },
    PageDown: { row: from.row + page, column: from.column },
    Home: { row: command ? 0 : from.row, column: 0 },
    End: { row: command ? last.row : from.row, column: last.column },
  };
  const place = moves[key];
  if (!place) return null;
  return {
    row: Math.min(last.row, Math.max(0, place.row)),
    column: Math.min(last.column, Math.max(0, place.column)),
  };
}
