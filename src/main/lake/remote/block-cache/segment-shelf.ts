import { readdir, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { log } from "../../../log.ts";
import type { BlockRun } from "./block-layout.ts";
import { allocatedBytes, knownBlocks, readBlocks, writeBlock } from "./segment-file.ts";

/** How fresh the time of use in a file's status is; it orders the files after a restart. */
const TOUCH_MS = 60_000;
/** Part of the cap that is left when room is made, so that not every block has to make some. */
const LEFT = 0.9;

interface Kept {
  bytes: number;
  touched: number;
}

/**
 * The files of a cache folder, within a size: the ones that were not used for longest go first. The folder may be
 * emptied, damaged or full at any time: then blocks are missing, and nothing fails.
 */
export class SegmentShelf {
  readonly #folder: string;
  readonly #maxBytes: number;
  /** Least recently used first. */
  #kept = new Map<string, Kept>();
  #total = 0;
  #loading: Promise<void> | null = null;
  #evicting: Promise<void> | null = null;
  #complaint: string | null = null;

  constructor(folder: string, maxBytes: number) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  async read(name: string, blocks: BlockRun): Promise<(Buffer | null)[]> {
    this.#loading ??= this.#load();
    const now = Date.now();
    const kept = this.#kept.get(name);
    const touch = now - (kept?.touched ?? 0) > TOUCH_MS;
    try {
      const found = await readBlocks(this.#path(name), blocks, touch);
      if (found.some((block) => block !== null)) this.#use(name, { touched: touch ? now : (kept?.touched ?? now) });
      return found;
    } catch (error) {
      this.#complain("the block cache cannot be read", error);
      return Array.from({ length: blocks.last - blocks.first + 1 }, () => null);
    }
  }

  async known(name: string): Promise<ReadonlySet<number>> {
    return knownBlocks(this.#path(name)).catch(() => new Set());
  }

  /** A block that cannot be kept is only fetched again. */
  async write(name: string, index: number, block: Uint8Array): Promise<void> {
    this.#loading ??= this.#load();
    try {
      const bytes = await writeBlock(this.#path(name), index, block);
      this.#use(name, { bytes, touched: Date.now() });
      await this.#makeRoom();
      this.#complaint = null;
    } catch (error) {
      this.#complain("blocks cannot be kept", error);
    }
  }

  #path(name: string): string {
    return join(this.#folder, name.slice(0, 2), name);
  }

  #use(name: string, change: Partial<Kept>): void {
    const kept = this.#kept.get(name) ?? { bytes: 0, touched: 0 };
    this.#kept.delete(name);
    this.#kept.set(name, { ...kept, ...change });
    this.#total += (change.bytes ?? kept.bytes) - kept.bytes;
  }

  async #makeRoom(): Promise<void> {
    if (this.#total <= this.#maxBytes) return;
    this.#evicting ??= this.#evict().finally(() => (this.#evicting = null));
    await this.#evicting;
  }

  async #evict(): Promise<void> {
    await this.#loading;
    for (const [name, { bytes }] of this.#kept) {
      if (this.#total <= this.#maxBytes * LEFT) return;
      // What cannot be removed now (it may be open, on Windows) is met again after a restart.
      await unlink(this.#path(name)).catch(() => undefined);
      this.#kept.delete(name);
      this.#total -= bytes;
    }
  }

  /** What an earlier run left, before what was used in this one. */
  async #load(): Promise<void> {
    const found: { name: string; bytes: number; used: number }[] = [];
    const folders = await readdir(this.#folder).catch(() => []);
    for (const folder of folders) {
      const names = await readdir(join(this.#folder, folder)).catch(() => []);
      const files = await Promise.all(
        names.map(async (name) => ({ name, status: await stat(join(this.#folder, folder, name)).catch(() => null) })),
      );
      for (const { name, status } of files) {
        if (status?.isFile()) found.push({ name, bytes: allocatedBytes(status), used: status.mtimeMs });
      }
    }
    const used = this.#kept;
    this.#kept = new Map();
    this.#total = 0;
    const older = found.filter(({ name }) => !used.has(name)).toSorted((a, b) => a.used - b.used);
    for (const { name, bytes, used: touched } of older) this.#use(name, { bytes, touched });
    const bytesOf = new Map(found.map(({ name, bytes }) => [name, bytes]));
    for (const [name, { bytes, touched }] of used) {
      this.#use(name, { bytes: Math.max(bytes, bytesOf.get(name) ?? 0), touched });
    }
  }

  /** Once for each reason, not once for each block. */
  #complain(event: string, error: unknown): void {
    if (this.#complaint === event) return;
    this.#complaint = event;
    log("warn", event, { folder: this.#folder, error });
  }
}
