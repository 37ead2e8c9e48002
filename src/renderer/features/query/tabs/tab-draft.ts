import { z } from "zod";
import { QueryTab } from "../../../../shared/contract/query.ts";
import type { TabList } from "./tab-list.ts";

const Draft = z.object({ tabs: z.array(QueryTab), activeId: z.string().nullable() });
const keyOf = (lakeId: string) => `lakeshore.tabs.${lakeId}`;

/**
 * The tabs of a page that goes away before main has them: a page cannot wait for an answer while it closes, but it can
 * write to its own storage. True when there was room for them.
 */
export function writeDraft(lakeId: string, list: TabList): boolean {
  try {
    localStorage.setItem(keyOf(lakeId), JSON.stringify(list));
    return true;
  } catch {
    // The storage of a page has a size (about 5 MB); what main keeps has none.
    return false;
  }
}

/** What the last page left unsaved; undefined when main has all of it. */
export function readDraft(lakeId: string): TabList | undefined {
  const text = localStorage.getItem(keyOf(lakeId));
  if (text === null) return undefined;
  try {
    return Draft.parse(JSON.parse(text));
  } catch {
    // Written by another version, or cut: what main has is whole.
    return undefined;
  }
}

export function removeDraft(lakeId: string): void {
  localStorage.removeItem(keyOf(lakeId));
}
