/** Which entries are selected, by path, and from where a range would start. */
export interface Selection {
  readonly paths: ReadonlySet<string>;
  /** Row that a range starts from, and the one that has the focus; null while nothing is selected. */
  readonly anchor: number | null;
}

export const nothingSelected: Selection = { paths: new Set(), anchor: null };

export function selectOne(path: string, index: number): Selection {
  return { paths: new Set([path]), anchor: index };
}

/** Ctrl/Cmd+click: adds the entry, or takes it out. */
export function toggle({ paths }: Selection, path: string, index: number): Selection {
  const next = new Set(paths);
  if (!next.delete(path)) next.add(path);
  return { paths: next, anchor: index };
}

/** The rows between the anchor and a row, as [start, end). */
export function rangeTo({ anchor }: Selection, index: number): [number, number] {
  const from = anchor ?? index;
  return [Math.min(from, index), Math.max(from, index) + 1];
}

/** What a file's name is selected up to when it is renamed: its ending stays. */
export function stemLength(name: string): number {
  const dot = name.indexOf(".", 1);
  return dot < 0 ? name.length : dot;
}
