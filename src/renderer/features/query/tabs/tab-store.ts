import { create } from "zustand";
import type { QueryTab } from "../../../../shared/contract/query.ts";
import {
  type ClosedTab,
  type TabList,
  activeTab,
  addTab,
  changeTab,
  closeTab,
  noTabs,
  restoreTab,
} from "./tab-list.ts";

interface TabStore {
  list: TabList;
  /** Closed in this window, the newest last. */
  closed: readonly ClosedTab[];
  /** Replaces all of them: another lake, or the tabs as they were kept. */
  load: (list: TabList) => void;
  add: (tab: QueryTab) => void;
  close: (id: string) => void;
  /** Brings a closed tab back; without an id the one that was closed last. */
  reopen: (id?: string) => void;
  change: (id: string, part: Partial<Omit<QueryTab, "id">>) => void;
  activate: (id: string) => void;
}

const MOST_CLOSED = 20;

/** The open tabs. What is typed lives here until it is kept by main (see tab-saving.ts). */
export const useTabStore = create<TabStore>((set) => ({
  list: noTabs,
  closed: [],
  load: (list) => set({ list, closed: [] }),
  add: (tab) => set(({ list }) => ({ list: addTab(list, tab) })),
  close: (id) =>
    set((state) => {
      const { list, closed } = closeTab(state.list, id);
      return { list, closed: closed ? [...state.closed, closed].slice(-MOST_CLOSED) : state.closed };
    }),
  reopen: (id) =>
    set(({ list, closed }) => {
      const wanted = closed.findLast(({ tab }) => id === undefined || tab.id === id);
      return wanted ? { list: restoreTab(list, wanted), closed: closed.filter((other) => other !== wanted) } : {};
    }),
  change: (id, part) => set(({ list }) => ({ list: changeTab(list, id, part) })),
  activate: (id) =>
    set(({ list }) => (list.tabs.some((tab) => tab.id === id) ? { list: { ...list, activeId: id } } : {})),
}));

export function useActiveTab(): QueryTab | undefined {
  return useTabStore(({ list }) => activeTab(list));
}

/** A tab as it is now, for what happens outside of rendering. */
export function tabNow(id: string): QueryTab | undefined {
  return useTabStore.getState().list.tabs.find((tab) => tab.id === id);
}
