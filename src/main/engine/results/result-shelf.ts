import { randomUUID } from "node:crypto";
import { mkdir, readFile, readdir, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../shared/domain/app-error.ts";
import { log } from "../../log.ts";
import { factsPath, ResultFacts } from "./result-folder.ts";

export interface KeptResult {
  readonly id: string;
  readonly folder: string;
  readonly facts: ResultFacts;
}

interface Entry extends KeptResult {
  bytes: number;
  /** Milliseconds since 1970; kept over restarts as the time of the facts' file. */
  lastUsed: number;
  users: number;
  isReleased: boolean;
}

/** How exactly the last use of a result is remembered over a restart. */
const rememberEveryMs = 60_000;

/**
 * The folders of all result sets, of this run of the app and earlier ones. Together they take at most `maxBytes`: when a
 * new one is kept, those that nobody uses go, the one that was used longest ago first.
 */
export class ResultShelf {
  readonly #root: string;
  readonly maxBytes: number;
  readonly #onRemove: (id: string) => Promise<void>;
  readonly #entries = new Map<string, Entry>();
  #scanned: Promise<void> | null = null;

  /** `onRemove` closes what is open of a result before its folder goes. */
  constructor(root: string, maxBytes: number, onRemove: (id: string) => Promise<void>) {
    this.#root = root;
    this.maxBytes = maxBytes;
    this.#onRemove = onRemove;
  }

  /** An empty folder for a result that is about to be made; then `keep` or `discard` it. */
  async begin(): Promise<{ id: string; folder: string }> {
    await this.#ready();
    const id = randomUUID();
    const folder = join(this.#root, id);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return { id, folder };
  }

  async keep(id: string): Promise<void> {
    const entry = await this.#load(id);
    if (!entry) throw new AppError("INTERNAL", "The result was made and is not there.", { retryable: true });
    entry.lastUsed = Date.now();
    await this.#evict(entry);
  }

  async discard(id: string): Promise<void> {
    await rm(join(this.#root, id), { recursive: true, force: true });
  }

  /** Null when there is no such result, or it was freed. */
  async find(id: string): Promise<KeptResult | null> {
    await this.#ready();
    const entry = this.#entries.get(id);
    return entry && !entry.isReleased ? entry : null;
  }

  /** The result is not removed while `work` runs. NOT_FOUND when it was freed. */
  async use<T>(id: string, work: (result: KeptResult) => Promise<T>): Promise<T> {
    await this.#ready();
    const entry = this.#entries.get(id);
    if (!entry || entry.isReleased) throw freed();
    entry.users += 1;
    this.#touch(entry);
    try {
      return await work(entry);
    } finally {
      entry.users -= 1;
      if (entry.isReleased && entry.users === 0) await this.#remove(entry);
    }
  }

  /** Counts what was added to a result (a view), and makes room for it. */
  async grown(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (!entry) return;
    entry.bytes = await folderBytes(entry.folder);
    await this.#evict(entry);
  }

  async release(id: string): Promise<void> {
    await this.#ready();
    const entry = this.#entries.get(id);
    if (!entry) return;
    entry.isReleased = true;
    if (entry.users === 0) await this.#remove(entry);
  }

  async #evict(newest: Entry): Promise<void> {
    const all = [...this.#entries.values()];
    let total = all.reduce((sum, { bytes }) => sum + bytes, 0);
    const candidates = all
      .filter((entry) => entry !== newest && entry.users === 0)
      .toSorted((a, b) => a.lastUsed - b.lastUsed);
    for (const entry of candidates) {
      if (total <= this.maxBytes) return;
      total -= entry.bytes;
      await this.#remove(entry);
    }
  }

  async #remove(entry: Entry): Promise<void> {
    this.#entries.delete(entry.id);
    await this.#onRemove(entry.id);
    await rm(entry.folder, { recursive: true, force: true });
  }

  #touch(entry: Entry): void {
    const now = Date.now();
    const isOld = now - entry.lastUsed > rememberEveryMs;
    entry.lastUsed = now;
    // Of two uses within a millisecond the later one is the later in the map.
    this.#entries.delete(entry.id);
    this.#entries.set(entry.id, entry);
    if (!isOld) return;
    utimes(factsPath(entry.folder), now / 1000, now / 1000).catch((error: unknown) =>
      log("warn", "the last use of a result is not remembered", { error }),
    );
  }

  #ready(): Promise<void> {
    this.#scanned ??= this.#scan();
    return this.#scanned;
  }

  /** Finds the results of earlier runs, and removes what was half written when the app or an engine ended. */
  async #scan(): Promise<void> {
    await mkdir(this.#root, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.#root)) {
      if (!(await this.#load(name))) await rm(join(this.#root, name), { recursive: true, force: true });
    }
  }

  async #load(id: string): Promise<Entry | null> {
    const folder = join(this.#root, id);
    const found = await readFacts(folder);
    if (!found) return null;
    const bytes = await folderBytes(folder);
    const entry = { id, folder, facts: found.facts, lastUsed: found.usedAt, bytes, users: 0, isReleased: false };
    this.#entries.set(id, entry);
    return entry;
  }
}

async function readFacts(folder: string): Promise<{ facts: ResultFacts; usedAt: number } | null> {
  const path = factsPath(folder);
  // Missing or unreadable facts are a result that was never finished.
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) return null;
  try {
    return { facts: ResultFacts.parse(JSON.parse(text)), usedAt: (await stat(path)).mtimeMs };
  } catch (error) {
    log("warn", "a kept result cannot be read and is removed", { folder, error });
    return null;
  }
}

async function folderBytes(folder: string): Promise<number> {
  const names = await readdir(folder);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function freed(): AppError {
  return new AppError("NOT_FOUND", "This result is no longer kept.", { hint: "Run the query again." });
}
