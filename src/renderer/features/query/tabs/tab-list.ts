import type { QueryTab } from "../../../../shared/contract/query.ts";

/** The open tabs of a lake in the order they are shown. */
export interface TabList {
  readonly tabs: readonly QueryTab[];
  readonly activeId: string | null;
}

/** A tab that was closed, and where it stood. */
export interface ClosedTab {
  readonly tab: QueryTab;
  readonly place: number;
}

export const noTabs: TabList = { tabs: [], activeId: null };

/** A tab with nothing in it but what is given. */
export function newTab(part: Partial<QueryTab> & Pick<QueryTab, "title">): QueryTab {
  return { id: crypto.randomUUID(), sql: "", executionIds: [], savedId: null, engine: null, athena: null, ...part };
}

export function activeTab({ tabs, activeId }: TabList): QueryTab | undefined {
  return tabs.find(({ id }) => id === activeId);
}

/** Adds a tab behind the active one, and goes to it. */
export function addTab(list: TabList, tab: QueryTab): TabList {
  const active = list.tabs.findIndex(({ id }) => id === list.activeId);
  const place = active < 0 ? list.tabs.length : active + 1;
  return { tabs: list.tabs.toSpliced(place, 0, tab), activeId: tab.id };
}

/** Takes a tab away; where it was the active one, its right neighbour is, or else its left. */
export function closeTab(list: TabList, id: string): { list: TabList; closed: ClosedTab | null } {
  const place = list.tabs.findIndex((tab) => tab.id === id);
  const tab = list.tabs[place];
  if (!tab) return { list, closed: null };
  const tabs = list.tabs.toSpliced(place, 1);
  const next = tabs[Math.min(place, tabs.length - 1)];
  return {
    list: { tabs, activeId: list.activeId === id ? (next?.id ?? null) : list.activeId },
    closed: { tab, place },
  };
}

/** Puts a closed tab back where it was, and goes to it. */
export function restoreTab({ tabs }: TabList, { tab, place }: ClosedTab): TabList {
  return { tabs: tabs.toSpliced(Math.min(place, tabs.length), 0, tab), activeId: tab.id };
}

export function changeTab(list: TabList, id: string, part: Partial<Omit<QueryTab, "id">>): TabList {
  return { ...list, tabs: list.tabs.map((tab) => (tab.id === id ? { ...tab, ...part } : tab)) };
}

/** The tab so many places to the right (to the left when negative), around the ends. */
export function neighbour({ tabs, activeId }: TabList, step: number): string | null {
  const place = tabs.findIndex(({ id }) => id === activeId);
  return tabs[(place + step + tabs.length) % tabs.length]?.id ?? null;
}

/** "Query 1", or the first number that no open tab has. */
export function freeTitle(tabs: readonly QueryTab[]): string {
  const taken = new Set(tabs.map(({ title }) => title));
  let number = 1;
  while (taken.has(`Query ${number}`)) number += 1;
  return `Query ${number}`;
}
