import { type FSWatcher, watch } from "node:fs";
import { lstat } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { StoreChange } from "../../ports.ts";
import { errorNumber, fileError } from "../file-errors.ts";
import { HIDDEN_PREFIX } from "./partial-files.ts";

/** Changes are gathered this long before they are told, so that a program that writes much is told of a few times a second. */
const GATHER_MS = 150;
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

/** Follows the entries of one folder, and nothing below it. */
export async function* watchFolder(options: WatchOptions): AsyncGenerator<StoreChange> {
  const { signal, onMode } = options;
  const gathered = new GatheredChanges();
  const watcher = openWatcher(options, gathered);
  onMode(watcher ? "watching" : "polling");
  const stop = () => gathered.wake();
  signal.addEventListener("abort", stop, { once: true });
  try {
    while (!signal.aborted) {
      if (watcher && !gathered.lost) {
        await gathered.some();
        await pause(GATHER_MS, signal);
        const change = gathered.take();
        if (change && !signal.aborted) yield change;
      } else {
        if (gathered.lost) onMode("polling");
        yield* poll(options);
        return;
      }
    }
  } finally {
    signal.removeEventListener("abort", stop);
    watcher?.close();
  }
}

function openWatcher({ path, prefix }: WatchOptions, gathered: GatheredChanges): FSWatcher | null {
  try {
    const watcher = watch(path, { persistent: false }, (_event, name) => {
      if (name === null) gathered.addAll();
      else if (!name.startsWith(HIDDEN_PREFIX)) gathered.add(prefix + name);
    });
    watcher.on("error", () => gathered.lose());
    return watcher;
  } catch (error) {
    if (EXHAUSTED.has(errorNumber(error) ?? "")) return null;
    throw fileError(error, prefix);
  }
}

/** The date of a folder changes when a name in it comes or goes; a file that only grows is seen at the next refresh. */
async function* poll({ path, signal }: WatchOptions): AsyncGenerator<StoreChange> {
  const stamp = () =>
    lstat(path).then(
      ({ mtimeMs, ino }) => `${mtimeMs}-${ino}`,
      () => "gone",
    );
  let last = await stamp();
  while (!signal.aborted) {
    await pause(POLL_MS, signal);
    const now = await stamp();
    if (now !== last && !signal.aborted) yield { keys: null };
    last = now;
  }
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
  #wake = Promise.withResolvers<void>();

  get lost(): boolean {
    return this.#lost;
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

  wake(): void {
    this.#wake.resolve();
  }

  async some(): Promise<void> {
    await this.#wake.promise;
    this.#wake = Promise.withResolvers<void>();
  }

  take(): StoreChange | null {
    const keys = [...this.#keys];
    const all = this.#all || keys.length > MANY_KEYS;
    this.#keys.clear();
    this.#all = false;
    if (all) return { keys: null };
    return keys.length > 0 ? { keys } : null;
  }
}
