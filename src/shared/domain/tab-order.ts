/**
 * The order of tabs after a window told its own: the tabs that only others know stay behind the tab that they stood
 * behind. What is in `order` and not in `open` is closed.
 */
export function mergedTabOrder(
  known: readonly string[],
  order: readonly string[],
  open: ReadonlySet<string>,
): string[] {
  const merged = [...new Set(order)].filter((id) => open.has(id));
  const told = new Set(merged);
  let before: string | undefined;
  for (const id of [...known, ...open]) {
    if (!open.has(id)) continue;
    if (!told.has(id)) {
      merged.splice(before === undefined ? 0 : merged.indexOf(before) + 1, 0, id);
      told.add(id);
    }
    before = id;
  }
  return merged;
}
