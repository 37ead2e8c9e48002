import { formatCount, plural } from "../../lib/format.ts";

/** Rows that were chosen of a list, which may be of more rows than can be chosen at once. */
export interface RowChoice<Row> {
  rows: readonly Row[];
  /** Rows that the list has. */
  listed: number;
  /** Rows that can be chosen at once. */
  most: number;
}

export const nothingChosen = { rows: [], listed: 0, most: 0 };

/** Adds a row or takes it out; one that would be too many stays out. */
export function withRow<Row>(
  chosen: ReadonlyMap<string, Row>,
  { id, row, isChosen, most }: { id: string; row: Row; isChosen: boolean; most: number },
): ReadonlyMap<string, Row> {
  const next = new Map(chosen);
  if (!isChosen) next.delete(id);
  else if (next.size < most) next.set(id, row);
  return next;
}

/** How many are chosen, of how many; "" for none. `what` is one of them. */
export function choiceText({ rows, listed, most }: RowChoice<unknown>, what: string): string {
  const count = rows.length;
  if (count === 0) return "";
  if (count < most || listed <= most) return `${plural(count, what)} chosen`;
  return `${formatCount(count)} of ${plural(listed, what)} chosen, the most at once`;
}

interface Page<Row> {
  rows: readonly Row[];
  count: number;
}

/** The first rows of a list, asked for page by page; as many as there may be. */
export async function firstRows<Row>(
  read: (start: number, limit: number) => Promise<Page<Row>>,
  { most, page }: { most: number; page: number },
): Promise<Row[]> {
  const rows: Row[] = [];
  while (rows.length < most) {
    const { rows: more, count } = await read(rows.length, Math.min(page, most - rows.length));
    rows.push(...more);
    if (more.length === 0 || rows.length >= count) break;
  }
  return rows;
}
