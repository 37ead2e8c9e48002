import { type Dir, type Dirent, type Stats, lstatSync, opendirSync } from "node:fs";
import { sep } from "node:path";
import { errorNumber } from "../file-errors.ts";
import { type DirectoryPage, FILE, FOLDER, LINK, PAGE_ENTRIES, type UnreadFolder } from "./directory-protocol.ts";

/** The first page is what a window shows at once, and comes in a fifth of the time of a full one. */
const FIRST_PAGE_ENTRIES = 200;

/** Names read from the system at once; node's default of 32 costs a system call too many. */
const READ_AHEAD = 512;

/**
 * Reads a folder, or all below it, page by page with sizes and dates. Everything is synchronous, which is twice as fast
 * as promises, so it belongs in a worker. Folders are entered only after the folder that holds them is closed: at most one is
 * open, and what waits is one path a folder.
 */
export class DirectoryReader {
  readonly #root: string;
  readonly #recursive: boolean;
  readonly #hidden: string;
  readonly #waiting: string[] = [""];
  #open: { dir: Dir; prefix: string } | null = null;
  #unread: UnreadFolder[] = [];
  #pageEntries = FIRST_PAGE_ENTRIES;

  /** Entries whose name starts with `hidden` are left out. Throws what `opendir` throws for the folder itself. */
  constructor(root: string, recursive: boolean, hidden: string) {
    this.#root = root;
    this.#recursive = recursive;
    this.#hidden = hidden;
    const prefix = this.#waiting.pop() ?? "";
    this.#open = { dir: this.#opened(prefix), prefix };
  }

  /** The next page, or null at the end. Folders that vanish on the way down are passed over, unreadable ones are told. */
  next(): DirectoryPage | null {
    const names: string[] = [];
    const columns = {
      kinds: new Uint8Array(PAGE_ENTRIES),
      sizes: new Float64Array(PAGE_ENTRIES),
      modified: new Float64Array(PAGE_ENTRIES),
      inodes: new Float64Array(PAGE_ENTRIES),
    };
    while (names.length + this.#unread.length < this.#pageEntries && this.#openNext()) {
      const entry = this.#entry();
      if (!entry) this.close();
      else if (!entry.name.startsWith(this.#hidden)) this.#add(entry.name, names, columns);
    }
    this.#pageEntries = PAGE_ENTRIES;
    const unread = this.#unread;
    this.#unread = [];
    if (names.length === 0 && unread.length === 0) return null;
    return { names: names.join("\0"), ...columns, unread };
  }

  close(): void {
    this.#open?.dir.closeSync();
    this.#open = null;
  }

  #entry(): Dirent | null {
    try {
      return this.#open?.dir.readSync() ?? null;
    } catch (error) {
      this.#tell(this.#open?.prefix ?? "", error);
      return null;
    }
  }

  #add(bare: string, names: string[], columns: Omit<DirectoryPage, "names" | "unread">): void {
    const index = names.length;
    const name = (this.#open?.prefix ?? "") + bare;
    let status: Stats | undefined;
    try {
      status = lstatSync(this.#pathOf(name), { throwIfNoEntry: false });
    } catch (error) {
      // A folder that may be listed and not entered. A name that is not UTF-8 is shown as something that cannot be read.
      if (!bare.includes("\u{fffd}")) this.#tell(this.#open?.prefix ?? "", error);
    }
    if (!status && !name.includes("\u{fffd}")) return;
    const kind = status?.isFile() ? FILE : status?.isDirectory() ? FOLDER : LINK;
    columns.kinds[index] = kind;
    columns.sizes[index] = status?.size ?? 0;
    columns.modified[index] = status?.mtimeMs ?? 0;
    columns.inodes[index] = status?.ino ?? 0;
    names.push(name);
    if (kind === FOLDER && this.#recursive) this.#waiting.push(`${name}/`);
  }

  /** False at the end, or when a page is full of folders that cannot be read. */
  #openNext(): boolean {
    while (!this.#open && this.#unread.length < PAGE_ENTRIES) {
      const prefix = this.#waiting.pop();
      if (prefix === undefined) return false;
      try {
        this.#open = { dir: this.#opened(prefix), prefix };
      } catch (error) {
        this.#tell(prefix, error);
      }
    }
    return this.#open !== null;
  }

  #opened(prefix: string): Dir {
    return opendirSync(this.#pathOf(prefix), { bufferSize: READ_AHEAD });
  }

  #tell(path: string, error: unknown): void {
    const code = errorNumber(error) ?? "";
    if (code === "ENOENT" || code === "ENOTDIR" || this.#unread.at(-1)?.path === path) return;
    this.#unread.push({ path, code });
  }

  #pathOf(name: string): string {
    return this.#root + sep + (sep === "/" ? name : name.replaceAll("/", sep));
  }
}
