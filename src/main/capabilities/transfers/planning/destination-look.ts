import { AppError } from "../../../../shared/domain/app-error.ts";
import { parentPath } from "../../../../shared/domain/object-address.ts";
import type { ObjectStore, StoreEntry } from "../../../lake/ports.ts";
import { existingAt } from "../existing-object.ts";

export type Place = { kind: "free" } | { kind: "taken"; by: StoreEntry } | { kind: "impossible"; reason: string };

/** Folders that are remembered, so that a folder of many files is looked at once. */
const REMEMBERED = 10_000;

/** Looks what is at the destination, without asking for names in folders that are not there. */
export class DestinationLook {
  readonly #store: ObjectStore;
  readonly #signal: AbortSignal;
  readonly #folders = new Map<string, Promise<Place>>();

  constructor(store: ObjectStore, signal: AbortSignal) {
    this.#store = store;
    this.#signal = signal;
  }

  /** `key` ends in "/" for a folder, which is free where it can be made or exists already. */
  async at(key: string): Promise<Place> {
    const parent = await this.#folder(parentPath(key));
    if (parent.kind !== "taken") return parent;
    return key.endsWith("/") ? this.#emptyFolder(key) : this.#place(key);
  }

  async #emptyFolder(key: string): Promise<Place> {
    const place = await this.#folder(key);
    return place.kind === "taken" ? { kind: "free" } : place;
  }

  /** "taken" for a folder that is there, "free" for one that would be made. */
  #folder(prefix: string): Promise<Place> {
    const known = this.#folders.get(prefix);
    if (known) return known;
    if (this.#folders.size >= REMEMBERED) this.#folders.clear();
    const looking = this.#lookAtFolder(prefix);
    this.#folders.set(prefix, looking);
    return looking;
  }

  async #lookAtFolder(prefix: string): Promise<Place> {
    if (prefix === "") return { kind: "taken", by: { kind: "prefix", key: "", modified: null } };
    const parent = await this.#folder(parentPath(prefix));
    if (parent.kind !== "taken") return parent;
    const place = await this.#place(prefix.slice(0, -1));
    if (place.kind !== "taken" || place.by.kind === "prefix") return place;
    const what = place.by.kind === "link" ? "a symbolic link" : "a file";
    return { kind: "impossible", reason: `There is ${what} of the name of its folder: “${place.by.key}”.` };
  }

  async #place(key: string): Promise<Place> {
    try {
      const by = await existingAt(this.#store, key, { signal: this.#signal });
      return by ? { kind: "taken", by } : { kind: "free" };
    } catch (error) {
      const isName = error instanceof AppError && (error.code === "INVALID_INPUT" || error.code === "UNSUPPORTED");
      if (!isName) throw error;
      return { kind: "impossible", reason: error.message };
    }
  }
}
