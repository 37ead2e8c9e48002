import { type FSWatcher, watch } from "node:fs";
import { lstat } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { StoreChange } from "../../ports.ts";
import { errorNumber, fileError } from "../file-errors.ts";
import { HIDDEN_PREFIX } from "./partial-files.ts";

/** Changes are gathered this long before they are told, so that a program that writes much is told of a few times a second. */
const GATHER_MS = 150;
/** How often a folder is looked at: all that is done where there is no watch; elsewhere, whether it is still the same one. */
const POLL_MS = 2000;
/** More names than this at once: listing again is cheaper than looking at each. */
const MANY_KEYS = 2000;

/** The system has no watch left (inotify(7): ENOSPC for watches, EMFILE for instances), or none at all. */
const EXHAUSTED = new Set(["ENOSPC", "EMFILE", "ENOSYS", "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM"]);

interface WatchOptions {
  path: string;
  prefix: string;
  signal: AbortSignal;
  onMode: (mode: "watching" | "polling") => void;
}

/**
 * Follows the entries of one folder, and nothing below it. A folder that goes away (its disk is unplugged) and comes
 * back, or is replaced by another, is followed again: a watch of the system is bound to the folder that it was made for.
 */
export async function* watchFolder(options: WatchOptions): AsyncGenerator<StoreChange> {
  const { path, signal, onMode } = options;
  const gathered = new GatheredChanges();
  const stop = () => gathered.wake();
  signal.addEventListener("abort", stop, { once: true });
  let last = await stampOf(path);
  let watcher = openWatcher(options, gathered);
  onMode(watcher ? "watching" : "polling");
  try {
    while (!signal.aborted) {
      await gathered.some(POLL_MS);
      if (watcher && gathered.any) await pause(GATHER_MS, signal);
      const now = await stampOf(path);
      const { lost } = gathered;
      if (now.folder !== last.folder || lost) {
        watcher?.close();
        gathered.forget();
        watcher = now.folder === null || lost ? null : openWatcher(options, gathered);
        onMode(watcher ? "watching" : "polling");
        gathered.addAll();
      } else if (!watcher && now.modified !== last.modified) {
        gathered.addAll();
      }
      last = now;
      const change = gathered.take();
      if (change && !signal.aborted) yield change;
    }
  } finally {
    signal.removeEventListener("abort", stop);
    watcher?.close();
  }
}

/** Null where the system has no watch to give, or the folder went away just now. */
function openWatcher({ path, prefix }: WatchOptions, gathered: GatheredChanges): FSWatcher | null {
  try {
    const watcher = watch(path, { persistent: false }, (_event, name) => {
      if (name === null) gathered.addAll();
      else if (!name.startsWith(HIDDEN_PREFIX)) gathered.add(prefix + name);
    });
    watcher.on("error", () => gathered.lose());
    return watcher;
  } catch (error) {
    const code = errorNumber(error) ?? "";
    if (EXHAUSTED.has(code) || code === "ENOENT") return null;
    throw fileError(error, prefix);
  }
}

interface Stamp {
  /** Which folder it is; null when there is none. */
  folder: string | null;
  /** Changes when a name in the folder comes or goes; a file that only grows is seen at the next refresh. */
  modified: number;
}

async function stampOf(path: string): Promise<Stamp> {
  const status = await lstat(path).catch(() => null);
  if (!status?.isDirectory()) return { folder: null, modified: 0 };
  return { folder: `${status.dev}-${status.ino}`, modified: status.mtimeMs };
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal, ref: false }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

class GatheredChanges {
  readonly #keys = new Set<string>();
  #all = false;
  #lost = false;
  #wake: (() => void) | null = null;

  /** The watch has failed: changes come no more. */
  get lost(): boolean {
    return this.#lost;
  }

  get any(): boolean {
    return this.#all || this.#keys.size > 0;
  }

  add(key: string): void {
    this.#keys.add(key);
    this.wake();
  }

  addAll(): void {
    this.#all = true;
    this.wake();
  }

  lose(): void {
    this.#lost = true;
    this.addAll();
  }

  /** Lets go of what was gathered. */
  forget(): void {
    this.#keys.clear();
    this.#all = false;
    this.#lost = false;
  }

  wake(): void {
    this.#wake?.();
  }

  /** Waits until something is gathered or someone wakes it, and no longer than that. */
  some(milliseconds: number): Promise<void> {
    if (this.any) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      timer.unref();
      this.#wake = done;
    });
  }

  take(): StoreChange | null {
    const keys = [...this.#keys];
    const all = this.#all || keys.length > MANY_KEYS;
    this.forget();
    if (all) return { keys: null };
    return keys.length > 0 ? { keys } : null;
  }
}
