import { AppError } from "../../../shared/domain/app-error.ts";
import { isFolderPath } from "../../../shared/domain/object-address.ts";
import type { Zone } from "../../../shared/domain/lake-definition.ts";
import type { Lake, StoreEntry } from "../../lake/ports.ts";
import { pathOf, zoneOf } from "../../lake/zone-keys.ts";
import type { KeysClient } from "./key-index/keys-client.ts";
import type { ScanScope } from "./key-index/keys-protocol.ts";
import { type ListedObject, packObjects } from "./key-index/packed-objects.ts";

/** Pages that the index may have waiting: it works while the store is asked for the next ones. */
const AHEAD = 4;
/** Work of the index between two questions of others. */
const SLICE = 500;

interface ScanOptions {
  signal: AbortSignal;
  /** Objects listed so far. */
  onListed: (objects: number) => void;
}

/** Brings the key index up to date with the objects of a scope: the one listing of a lake's objects. */
export class ScanRun {
  readonly #lake: Lake;
  readonly #keys: KeysClient;
  readonly #options: ScanOptions;
  #listed = 0;

  constructor(lake: Lake, keys: KeysClient, options: ScanOptions) {
    this.#lake = lake;
    this.#keys = keys;
    this.#options = options;
  }

  /** The zones that were scanned. Fails as the store does; what was written until then is kept and not written again. */
  async keys({ zoneId, prefix }: ScanScope): Promise<readonly Zone[]> {
    const definition = this.#lake.definition();
    const zones = zoneId === null ? definition.zones : [zoneOf(definition, zoneId)];
    const path = zoneId === null ? "" : prefix;
    if (!isFolderPath(path)) throw new AppError("INVALID_INPUT", `“${path}” is a file: only folders can be scanned.`);
    await this.#ask({ kind: "keep-zones", zoneIds: definition.zones.map(({ id }) => id) });
    for (const zone of zones) await this.#zone(zone, path);
    while ((await this.#left({ kind: "summarise", limit: SLICE })) > 0);
    return zones;
  }

  async #zone(zone: Zone, prefix: string): Promise<void> {
    const options = this.#options;
    await this.#ask({ kind: "begin-zone", zoneId: zone.id });
    const waiting: Promise<unknown>[] = [];
    try {
      for await (const objects of this.#list(zone, prefix, true)) {
        const request = this.#ask({ kind: "add", objects: packObjects(objects) });
        // What fails fails where it is awaited.
        request.catch(() => undefined);
        waiting.push(request);
        if (waiting.length >= AHEAD) await waiting.shift();
        this.#listed += objects.length;
        options.onListed(this.#listed);
      }
    } finally {
      await Promise.allSettled(waiting);
    }
    await Promise.all(waiting);
    await this.#ask({ kind: "end-listing", zoneId: zone.id, prefix });
    await this.#compareChanged(zone);
    while ((await this.#left({ kind: "forget-gone", limit: SLICE })) > 0);
  }

  /** Lists what is other than before once more, folder by folder, and has it compared object by object. */
  async #compareChanged(zone: Zone): Promise<void> {
    for (;;) {
      const { paths } = await this.#keys.ask({ kind: "changed-prefixes", limit: SLICE }, "changed", this.#options);
      for (const path of paths) {
        for await (const objects of this.#list(zone, path, false)) {
          const names = objects.map((object) => ({ ...object, path: object.path.slice(path.length) }));
          await this.#ask({ kind: "listed", path, objects: packObjects(names), isLast: false });
        }
        await this.#ask({ kind: "listed", path, objects: packObjects([]), isLast: true });
      }
      if (paths.length < SLICE) return;
    }
  }

  /** The objects of a folder in pages; none of one that is not there. A lake that is away fails otherwise. */
  async *#list(zone: Zone, path: string, recursive: boolean): AsyncGenerator<ListedObject[]> {
    const { signal } = this.#options;
    try {
      for await (const page of this.#lake.objects.list(zone.location + path, { recursive, signal })) {
        const objects = page.flatMap((entry) => listedObject(zone, entry));
        if (objects.length > 0) yield objects;
      }
    } catch (error) {
      if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
    }
  }

  async #left(request: Parameters<KeysClient["ask"]>[0]): Promise<number> {
    return (await this.#keys.ask(request, "left", this.#options)).left;
  }

  #ask(request: Parameters<KeysClient["ask"]>[0]): Promise<unknown> {
    return this.#keys.request(request, this.#options);
  }
}

function listedObject(zone: Zone, entry: StoreEntry): ListedObject[] {
  if (entry.kind !== "object") return [];
  const { key, size, modified, etag, storageClass = "" } = entry;
  return [{ path: pathOf(zone, key), size, modified, etag, storageClass }];
}
