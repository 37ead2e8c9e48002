import { TabChanges } from "../../../../shared/contract/query.ts";
import { mergedChanges, withoutChanges } from "./tab-changes.ts";

const keyOf = (lakeId: string) => `lakeshore.tab-changes.${lakeId}`;

/**
 * What main does not have yet of a page that goes away: a page cannot wait for an answer while it closes, but it can
 * write to its own storage, which all windows share. True when there was room for it.
 */
export function writeDraft(lakeId: string, changes: TabChanges): boolean {
  const earlier = readDraft(lakeId);
  return store(lakeId, earlier ? mergedChanges(earlier, changes) : changes);
}

/** What earlier pages left unsaved; undefined when main has all of it. */
export function readDraft(lakeId: string): TabChanges | undefined {
  const text = localStorage.getItem(keyOf(lakeId));
  if (text === null) return undefined;
  try {
    return TabChanges.parse(JSON.parse(text));
  } catch {
    // Written by another version, or cut: what main has is whole.
    return undefined;
  }
}

/** Main has these changes, of whichever window: a draft that is older must not undo them. */
export function settleDraft(lakeId: string, kept: TabChanges): void {
  const draft = readDraft(lakeId);
  const left = draft ? withoutChanges(draft, kept) : null;
  if (left) store(lakeId, left);
  else localStorage.removeItem(keyOf(lakeId));
}

function store(lakeId: string, changes: TabChanges): boolean {
  try {
    localStorage.setItem(keyOf(lakeId), JSON.stringify(changes));
    return true;
  } catch {
    // The storage of a page has a size (about 5 MB); what main keeps has none.
    return false;
  }
}
