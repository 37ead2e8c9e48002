import { join } from "node:path";
import type { ObjectStore } from "../ports.ts";
import { BlockCache } from "./block-cache/block-cache.ts";
import { CachingStore } from "./caching-store.ts";
import { FileShelf } from "./file-shelf.ts";
import { RemoteFiles } from "./remote-files.ts";

const GB = 1_000_000_000;

/** What this machine keeps of remote stores, shared by all of them, within a size on disk. */
export class RemoteCache {
  /** Bytes of objects that were read before. */
  readonly blocks: BlockCache;
  readonly #files: FileShelf;

  /** `folder` may be emptied at any time. */
  constructor(folder: string, { blockBytes = 10 * GB, fileBytes = 10 * GB } = {}) {
    this.blocks = new BlockCache(join(folder, "blocks"), blockBytes);
    this.#files = new FileShelf(join(folder, "files"), fileBytes);
  }

  /** The objects of a store behind this cache as files; null for a store whose files are on this machine. */
  filesOf(store: ObjectStore): RemoteFiles | null {
    return store instanceof CachingStore ? new RemoteFiles(store, this.#files) : null;
  }
}
