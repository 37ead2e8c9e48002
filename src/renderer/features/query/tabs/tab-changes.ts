import type { TabChanges } from "../../../../shared/contract/query.ts";
import { mergedTabOrder } from "../../../../shared/domain/tab-order.ts";
import type { TabList } from "./tab-list.ts";

/** What led from one list to another. A tab that did not change is the same object in both. */
export function changesBetween(before: TabList, after: TabList): TabChanges {
  const earlier = new Set(before.tabs);
  const left = new Set(after.tabs.map(({ id }) => id));
  return {
    changed: after.tabs.filter((tab) => !earlier.has(tab)),
    closed: before.tabs.map(({ id }) => id).filter((id) => !left.has(id)),
    order: [...left],
    activeId: after.activeId,
  };
}

/** The list with the changes of a window, which may not know all of its tabs. */
export function withChanges({ tabs, activeId }: TabList, changes: TabChanges): TabList {
  const closed = new Set(changes.closed);
  const byId = new Map([...tabs, ...changes.changed].map((tab) => [tab.id, tab]));
  for (const id of closed) byId.delete(id);
  const known = tabs.map(({ id }) => id);
  const ordered = mergedTabOrder(known, changes.order, new Set(byId.keys())).flatMap((id) => byId.get(id) ?? []);
  const wanted = [changes.activeId, activeId, ordered[0]?.id].find((id) => ordered.some((tab) => tab.id === id));
  return { tabs: ordered, activeId: wanted ?? null };
}

/** Both changes as one, the later one's word being the last. */
export function mergedChanges(earlier: TabChanges, later: TabChanges): TabChanges {
  const changed = new Map([...earlier.changed, ...later.changed].map((tab) => [tab.id, tab]));
  for (const id of later.closed) changed.delete(id);
  const closed = new Set([...earlier.closed, ...later.closed]);
  for (const { id } of later.changed) closed.delete(id);
  const order = mergedTabOrder(earlier.order, later.order, new Set([...earlier.order, ...later.order]));
  return { changed: [...changed.values()], closed: [...closed], order, activeId: later.activeId };
}

/** What is left of changes once main has others that came later; null when that is nothing. */
export function withoutChanges(changes: TabChanges, kept: TabChanges): TabChanges | null {
  const settled = new Set([...kept.changed.map(({ id }) => id), ...kept.closed]);
  const changed = changes.changed.filter(({ id }) => !settled.has(id));
  const closed = changes.closed.filter((id) => !settled.has(id));
  return changed.length + closed.length > 0 ? { ...changes, changed, closed } : null;
}
