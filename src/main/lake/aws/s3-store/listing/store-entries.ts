import type { StoreEntry } from "../../../ports.ts";
import { type S3Place, isPath } from "../key-space.ts";
import type { ListedObject, ListedPage } from "./list-page.ts";

/**
 * What a page shows. Objects that end in "/" mark folders; keys that are no paths are shown as links, which nothing
 * follows, so that they are neither lost in silence nor mistaken for something else. Whatever a server makes of the
 * delimiter, each folder comes once.
 */
export class StoreEntries {
  readonly #place: S3Place;
  readonly #recursive: boolean;
  #lastFolder: string | null = null;
  readonly #folders = new Set<string>();

  constructor(place: S3Place, recursive: boolean) {
    this.#place = place;
    this.#recursive = recursive;
  }

  of({ objects, prefixes }: ListedPage): StoreEntry[] {
    const entries: StoreEntry[] = [];
    for (const prefix of prefixes) this.#add(entries, this.#folder(prefix, null));
    for (const object of objects) this.#add(entries, this.#entry(object));
    return entries;
  }

  #add(entries: StoreEntry[], entry: StoreEntry | null): void {
    if (entry) entries.push(entry);
  }

  #entry(object: ListedObject): StoreEntry | null {
    const { key, size, modified, etag, storageClass } = object;
    const rest = key.slice(this.#place.key.length);
    if (rest === "" || !key.startsWith(this.#place.key)) return null;
    // A server that does not know the delimiter gives all that is below.
    const slash = rest.indexOf("/");
    if (slash >= 0 && !this.#recursive) return this.#folder(this.#place.key + rest.slice(0, slash + 1), null);
    if (!isPath(rest)) return this.#noPath(key, rest);
    if (rest.endsWith("/")) return this.#folder(key, modified);
    return {
      kind: "object",
      key: this.#place.storeKey(key),
      size,
      modified,
      etag,
      ...(storageClass === undefined ? {} : { storageClass }),
    };
  }

  #folder(key: string, modified: number | null): StoreEntry | null {
    const rest = key.slice(this.#place.key.length);
    if (rest === "" || !key.startsWith(this.#place.key)) return null;
    if (key === this.#lastFolder || this.#folders.has(key)) return null;
    this.#lastFolder = key;
    // A recursive listing has each marker once; remembering a million would cost memory for nothing.
    if (!this.#recursive) this.#folders.add(key);
    const whole = rest.endsWith("/") ? key : `${key}/`;
    if (!isPath(rest)) return this.#noPath(key, rest);
    return { kind: "prefix", key: this.#place.storeKey(whole), modified };
  }

  #noPath(key: string, rest: string): StoreEntry {
    const target = `s3://${this.#place.bucket}/${key}`;
    const shown = rest === "/" && !this.#recursive ? `${this.#place.key}(empty name)` : key.replace(/\/$/, "");
    return { kind: "link", key: this.#place.storeKey(shown), target };
  }
}
