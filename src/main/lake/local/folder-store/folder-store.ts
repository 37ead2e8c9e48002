import { lstat, mkdir, readlink, realpath, rmdir, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type {
  Capability,
  DeleteOutcome,
  ObjectStore,
  OnUnreadable,
  ReadOptions,
  StoreChange,
  StoreEntry,
  StoredObject,
  WriteOptions,
} from "../../ports.ts";
import { errorNumber, fileError } from "../file-errors.ts";
import type { DirectoryLister } from "./directory-listing.ts";
import { etagOf } from "./etag.ts";
import { pathOfKey, provenExisting, provenPath } from "./key-paths.ts";
import { moveObject } from "./move-object.ts";
import { HIDDEN_PREFIX, removeAbandonedPartials } from "./partial-files.ts";
import { PresentRoot } from "./present-root.ts";
import { readObject } from "./read-object.ts";
import { syncFolder } from "./sync-folder.ts";
import { watchFolder } from "./watch-folder.ts";
import { writePermission } from "./write-permission.ts";
import { makeFolders, writeObject } from "./write-object.ts";

type Options = { signal: AbortSignal };

/** A folder of this machine as an object store: keys are paths below it, prefixes are its folders. */
export class FolderStore implements ObjectStore {
  readonly #root: string;
  readonly #present: PresentRoot;
  readonly #lister: DirectoryLister;
  readonly #write: Capability;

  private constructor(present: PresentRoot, write: Capability, lister: DirectoryLister) {
    this.#root = present.path;
    this.#present = present;
    this.#write = write;
    this.#lister = lister;
  }

  /** Opens an existing folder. What dead writers left unfinished in it is removed. */
  static async open(path: string, lister: DirectoryLister): Promise<FolderStore> {
    const root = await realpath(path).catch((error: unknown) => {
      throw fileError(error, path);
    });
    const write = await writePermission(root);
    if (write.available) await removeAbandonedPartials(root);
    return new FolderStore(await PresentRoot.of(root), write, lister);
  }

  capabilities() {
    const yes = { available: true } as const;
    return { watch: yes, rename: yes, emptyFolders: yes, write: this.#write, atomicCreate: yes };
  }

  async *list(
    prefix: string,
    { recursive, signal, onUnreadable }: { recursive: boolean; onUnreadable?: OnUnreadable } & Options,
  ): AsyncGenerator<readonly StoreEntry[]> {
    try {
      const path = await provenExisting(this.#root, prefix);
      yield* this.#lister.list(path, {
        prefix,
        recursive,
        hidden: HIDDEN_PREFIX,
        signal,
        ...(onUnreadable && { onUnreadable }),
      });
    } catch (error) {
      throw await this.#present.explain(error, prefix);
    }
  }

  async stat(key: string, { signal }: Options): Promise<StoreEntry> {
    signal.throwIfAborted();
    try {
      if (key === "") await this.#present.prove();
      const path = await provenPath(this.#root, key);
      const status = await lstat(path);
      const bare = key.endsWith("/") ? key.slice(0, -1) : key;
      if (status.isDirectory()) return { kind: "prefix", key: bare === "" ? "" : `${bare}/`, modified: status.mtimeMs };
      if (key.endsWith("/")) throw new AppError("NOT_FOUND", `“${key}” is not a folder.`);
      if (!status.isFile()) {
        const target = status.isSymbolicLink() ? await readlink(path) : null;
        return { kind: "link", key, target };
      }
      const { size, mtimeMs: modified, ino } = status;
      return { kind: "object", key, size, modified, etag: etagOf(size, modified, ino) };
    } catch (error) {
      throw isUnreadableName(key, error) ? unreadableName(key) : await this.#present.explain(error, key);
    }
  }

  async *read(key: string, options: ReadOptions): AsyncGenerator<Uint8Array> {
    try {
      yield* readObject(this.#root, key, options);
    } catch (error) {
      throw await this.#present.explain(error, key);
    }
  }

  async write(key: string, body: AsyncIterable<Uint8Array>, options: WriteOptions): Promise<StoredObject> {
    await this.#present.prove();
    return writeObject(this.#root, key, body, options);
  }

  async copy(from: string, to: string, options: WriteOptions): Promise<StoredObject> {
    const source = await this.stat(from, options);
    if (source.kind !== "object")
      throw new AppError("UNSUPPORTED", `“${from}” is not a plain file.`, { hint: "Copy what is in it." });
    const body = this.read(from, { ifMatch: source.etag, signal: options.signal });
    return this.write(to, body, { ...options, size: source.size });
  }

  async rename(from: string, to: string, { signal }: Options): Promise<void> {
    await this.#present.prove();
    return moveObject(this.#root, from, to, signal);
  }

  async *delete(keys: AsyncIterable<string> | Iterable<string>, { signal }: Options): AsyncGenerator<DeleteOutcome> {
    await this.#present.prove();
    for await (const key of keys) {
      if (signal.aborted) throw new AppError("CANCELLED", "Deleting was cancelled.");
      yield { key, error: await this.#remove(key) };
    }
  }

  async createFolder(prefix: string, { signal }: Options): Promise<void> {
    signal.throwIfAborted();
    await this.#present.prove();
    try {
      const path = pathOfKey(this.#root, prefix);
      await makeFolders(this.#root, prefix.replace(/\/$/, ""), dirname(path));
      await mkdir(await provenPath(this.#root, prefix));
      await syncFolder(dirname(path));
    } catch (error) {
      throw fileError(error, prefix);
    }
  }

  async *watch(
    prefix: string,
    options: Options & { onMode: (mode: "watching" | "polling") => void },
  ): AsyncGenerator<StoreChange> {
    try {
      const path = await provenExisting(this.#root, prefix);
      yield* watchFolder({ path, prefix, ...options });
    } catch (error) {
      throw await this.#present.explain(error, prefix);
    }
  }

  async localPath(key: string, { signal }: Options): Promise<string> {
    signal.throwIfAborted();
    try {
      return await provenExisting(this.#root, key);
    } catch (error) {
      throw await this.#present.explain(error, key);
    }
  }

  /** A link is removed itself, never what it points to. A prefix must be empty. */
  async #remove(key: string): Promise<Error | null> {
    try {
      const path = await provenPath(this.#root, key);
      await (key.endsWith("/") ? rmdir(path) : unlink(path));
      return null;
    } catch (error) {
      if (isUnreadableName(key, error)) return unreadableName(key);
      return errorNumber(error) === "ENOENT" ? null : fileError(error, key);
    }
  }
}

/** Node reads a name that is not UTF-8 with U+FFFD in the place of what it is not: by that name there is nothing. */
function isUnreadableName(key: string, error: unknown): boolean {
  return key.includes("\u{fffd}") && errorNumber(error) === "ENOENT";
}

function unreadableName(key: string): AppError {
  return new AppError("UNSUPPORTED", `“${key}” has a name that is not UTF-8.`, {
    hint: "Rename it with the program that made it.",
    details: { file: key },
  });
}
