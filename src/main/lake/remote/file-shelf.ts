import { randomUUID } from "node:crypto";
import { lstat, mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileError } from "../local/file-errors.ts";

/** A file on this machine that stays as long as it is held. */
export interface HeldFile {
  readonly path: string;
  release(): void;
}

export interface WantedFile {
  /** The same for the same content; the name of its folder. */
  readonly id: string;
  /** Folders and name below that, "/"-separated. */
  readonly name: string;
  /** Bytes of the whole file; one of another size is made anew. */
  readonly size: number;
  /** What it is, for messages. */
  readonly called: string;
}

/**
 * Whole files in a cache folder, within a size: what nobody holds and was not used for longest goes first. The folder may
 * be emptied at any time between two uses.
 */
export class FileShelf {
  readonly #folder: string;
  readonly #maxBytes: number;
  readonly #held = new Map<string, number>();
  readonly #underWay = new Map<string, Promise<void>>();
  #swept: Promise<void> | null = null;

  constructor(folder: string, maxBytes: number) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  /** The file as it is, or as `make` writes it to a path that is no file yet. OUT_OF_SPACE when the disk is full. */
  async hold(wanted: WantedFile, make: (path: string) => Promise<void>, signal: AbortSignal): Promise<HeldFile> {
    this.#swept ??= this.#sweep();
    await this.#swept;
    const path = join(this.#folder, wanted.id, ...wanted.name.split("/"));
    const held = this.#take(wanted.id, path);
    try {
      await this.#provide(wanted, path, make, signal);
      return held;
    } catch (error) {
      held.release();
      throw error;
    }
  }

  /** Whether the file is there now. */
  async has({ id, name, size }: Pick<WantedFile, "id" | "name" | "size">): Promise<boolean> {
    const found = await stat(join(this.#folder, id, ...name.split("/"))).catch(() => null);
    return found?.isFile() === true && found.size === size;
  }

  async #provide(wanted: WantedFile, path: string, make: (path: string) => Promise<void>, signal: AbortSignal) {
    for (;;) {
      signal.throwIfAborted();
      const underWay = this.#underWay.get(path);
      if (!underWay) break;
      // Who waits for another's file makes it anew when that one was cancelled.
      await underWay.catch(() => undefined);
    }
    if (await this.has(wanted)) {
      const now = new Date();
      await utimes(path, now, now).catch(() => undefined);
      return;
    }
    const making = this.#make(wanted, path, make, signal).finally(() => this.#underWay.delete(path));
    this.#underWay.set(path, making);
    await making;
  }

  async #make(wanted: WantedFile, path: string, make: (path: string) => Promise<void>, signal: AbortSignal) {
    const partial = `${path}.${randomUUID()}.partial`;
    try {
      await this.#makeRoom(wanted.size);
      await mkdir(dirname(path), { recursive: true });
      await make(partial);
      await rename(partial, path);
    } catch (error) {
      await rm(partial, { force: true });
      throw signal.aborted ? error : fileError(error, wanted.called);
    }
  }

  #take(id: string, path: string): HeldFile {
    this.#held.set(id, (this.#held.get(id) ?? 0) + 1);
    let isHeld = true;
    const release = () => {
      if (!isHeld) return;
      isHeld = false;
      const left = (this.#held.get(id) ?? 1) - 1;
      if (left > 0) this.#held.set(id, left);
      else this.#held.delete(id);
    };
    return { path, release };
  }

  /** Removes the oldest files that nobody holds until another of that size fits. */
  async #makeRoom(size: number): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    const kept = await Promise.all(names.map((name) => this.#sizeOf(name)));
    let total = kept.reduce((sum, { bytes }) => sum + bytes, 0) + size;
    for (const { name, bytes } of kept.toSorted((a, b) => a.used - b.used)) {
      if (total <= this.#maxBytes) return;
      if (this.#held.has(name)) continue;
      await rm(join(this.#folder, name), { recursive: true, force: true });
      total -= bytes;
    }
  }

  async #sizeOf(name: string): Promise<{ name: string; bytes: number; used: number }> {
    let bytes = 0;
    let used = 0;
    for (const file of await readdir(join(this.#folder, name), { recursive: true }).catch(() => [])) {
      const status = await lstat(join(this.#folder, name, file)).catch(() => null);
      if (!status?.isFile()) continue;
      bytes += status.size;
      used = Math.max(used, status.mtimeMs);
    }
    return { name, bytes, used };
  }

  /** Takes away what an app that ended in the middle left half-written. */
  async #sweep(): Promise<void> {
    const names = await readdir(this.#folder, { recursive: true }).catch(() => []);
    for (const name of names) if (name.endsWith(".partial")) await rm(join(this.#folder, name), { force: true });
  }
}
