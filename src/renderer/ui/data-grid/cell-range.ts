/** A rectangle of cells: rows by their number in the view, columns by their place on the screen. Ends are included. */
export interface CellRange {
  /** Where it was begun; stays while the other end moves. */
  readonly anchor: CellPlace;
  readonly end: CellPlace;
}

export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

export interface Bounds {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export function boundsOf({ anchor, end }: CellRange): Bounds {
  return {
    top: Math.min(anchor.row, end.row),
    bottom: Math.max(anchor.row, end.row),
    left: Math.min(anchor.column, end.column),
    right: Math.max(anchor.column, end.column),
  };
}

export function contains(range: CellRange | null, row: number, column: number): boolean {
  if (!range) return false;
  const { top, bottom, left, right } = boundsOf(range);
  return row >= top && row <= bottom && column >= left && column <= right;
}
