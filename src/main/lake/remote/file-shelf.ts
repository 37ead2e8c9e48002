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
  /** Bytes by id, the one unused for longest first. Read from the disk once: a question may name 50,000 files. */
  readonly #kept = new Map<string, number>();
  #total = 0;
  readonly #held = new Map<string, number>();
  readonly #underWay = new Map<string, Promise<void>>();
  #loaded: Promise<void> | null = null;

  constructor(folder: string, maxBytes: number) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  /** The file as it is, or as `make` writes it to a path that is no file yet. OUT_OF_SPACE when the disk is full. */
  async hold(wanted: WantedFile, make: (path: string) => Promise<void>, signal: AbortSignal): Promise<HeldFile> {
    await (this.#loaded ??= this.#load());
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
      this.#keep(wanted.id, wanted.size);
      return;
    }
    const making = this.#make(wanted, path, make, signal).finally(() => this.#underWay.delete(path));
    this.#underWay.set(path, making);
    await making;
  }

  async #make(wanted: WantedFile, path: string, make: (path: string) => Promise<void>, signal: AbortSignal) {
    const partial = `${path}.${randomUUID()}.partial`;
    this.#keep(wanted.id, wanted.size);
    try {
      await this.#makeRoom();
      await mkdir(dirname(path), { recursive: true });
      await make(partial);
      await rename(partial, path);
    } catch (error) {
      await rm(partial, { force: true });
      this.#drop(wanted.id);
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

  #keep(id: string, bytes: number): void {
    this.#drop(id);
    this.#kept.set(id, bytes);
    this.#total += bytes;
  }

  #drop(id: string): void {
    this.#total -= this.#kept.get(id) ?? 0;
    this.#kept.delete(id);
  }

  /** Removes the oldest files that nobody holds until the rest fits. */
  async #makeRoom(): Promise<void> {
    for (const id of this.#kept.keys()) {
      if (this.#total <= this.#maxBytes) return;
      if (this.#held.has(id)) continue;
      this.#drop(id);
      await rm(join(this.#folder, id), { recursive: true, force: true });
    }
  }

  /** What an earlier run left; what it left half-written is taken away. */
  async #load(): Promise<void> {
    const found: { id: string; bytes: number; used: number }[] = [];
    for (const id of await readdir(this.#folder).catch(() => [])) found.push(await this.#look(id));
    for (const { id, bytes } of found.toSorted((a, b) => a.used - b.used)) this.#keep(id, bytes);
  }

  async #look(id: string): Promise<{ id: string; bytes: number; used: number }> {
    let bytes = 0;
    let used = 0;
    for (const name of await readdir(join(this.#folder, id), { recursive: true }).catch(() => [])) {
      const path = join(this.#folder, id, name);
      if (name.endsWith(".partial")) await rm(path, { force: true });
      const status = await lstat(path).catch(() => null);
      if (!status?.isFile()) continue;
      bytes += status.size;
      used = Math.max(used, status.mtimeMs);
    }
    return { id, bytes, used };
  }
}
