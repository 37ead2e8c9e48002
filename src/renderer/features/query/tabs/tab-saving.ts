import { client } from "../../../lib/client.ts";
import { showError } from "../../../ui/show-error.ts";
import { changesBetween, withChanges } from "./tab-changes.ts";
import { readDraft, settleDraft, writeDraft } from "./tab-draft.ts";
import { type TabList, freeTitle, newTab } from "./tab-list.ts";
import { useTabStore } from "./tab-store.ts";

/** So long nothing is typed before it is saved. */
const PAUSE_MS = 350;
const RETRY_MS = 3000;

let saving: TabSaving | null = null;
let loaded: { lakeId: string; ready: Promise<void> } | null = null;

/**
 * Loads the tabs of a lake once, and keeps them in main from then on: after each pause, when the window loses the
 * focus, and when the page goes away. Called again for the same lake it waits for the same tabs.
 */
export function ensureTabs(lakeId: string): Promise<void> {
  if (loaded?.lakeId !== lakeId) {
    saving?.stop();
    const ready = load(lakeId);
    loaded = { lakeId, ready };
    ready.catch(() => {
      if (loaded?.ready === ready) loaded = null;
    });
  }
  return loaded.ready;
}

async function load(lakeId: string): Promise<void> {
  const kept = await client.query.tabs({ lakeId });
  const draft = readDraft(lakeId);
  const list = draft ? withChanges(kept, draft) : kept;
  const first = newTab({ title: freeTitle([]) });
  useTabStore.getState().load(list.tabs.length > 0 ? list : { tabs: [first], activeId: first.id });
  saving = new TabSaving(lakeId, kept);
  if (draft) saving.keep(list);
}

/**
 * Saves what this window changes of one lake's tabs (another may have them open too), one call at a time, so that an
 * older state never overtakes a newer one.
 */
class TabSaving {
  readonly #lakeId: string;
  readonly #ending = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What main has, as far as this window knows. */
  #kept: TabList;
  /** What main does not have yet. */
  #unsaved: TabList | null = null;
  /** What is on its way to main. */
  #sent: TabList | null = null;
  #hasFailed = false;

  constructor(lakeId: string, kept: TabList) {
    this.#lakeId = lakeId;
    this.#kept = kept;
    const { signal } = this.#ending;
    const unsubscribe = useTabStore.subscribe(({ list }, before) => {
      if (list !== before.list) this.keep(list);
    });
    signal.addEventListener("abort", unsubscribe);
    window.addEventListener("blur", this.flush, { signal });
    window.addEventListener("pagehide", this.#onPageHide, { signal });
  }

  readonly flush = (): void => {
    clearTimeout(this.#timer);
    if (!this.#sent && this.#unsaved) void this.#save(this.#unsaved);
  };

  stop(): void {
    this.flush();
    if (this.#unsaved) writeDraft(this.#lakeId, changesBetween(this.#kept, this.#unsaved));
    this.#ending.abort();
  }

  keep(list: TabList): void {
    this.#unsaved = list;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.flush, PAUSE_MS);
  }

  readonly #onPageHide = (): void => {
    const list = this.#unsaved ?? this.#sent;
    if (!list) return;
    writeDraft(this.#lakeId, changesBetween(this.#kept, list));
    this.flush();
  };

  async #save(list: TabList): Promise<void> {
    this.#sent = list;
    this.#unsaved = null;
    const changes = changesBetween(this.#kept, list);
    try {
      await client.query.saveTabs({ lakeId: this.#lakeId, ...changes });
      this.#kept = list;
      this.#hasFailed = false;
      settleDraft(this.#lakeId, changes);
    } catch (error) {
      this.#unsaved ??= list;
      writeDraft(this.#lakeId, changesBetween(this.#kept, this.#unsaved));
      if (!this.#hasFailed) showError(error);
      this.#hasFailed = true;
    } finally {
      this.#sent = null;
    }
    if (this.#unsaved && !this.#ending.signal.aborted) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(this.flush, this.#hasFailed ? RETRY_MS : PAUSE_MS);
    }
  }
}
