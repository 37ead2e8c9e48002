import { AppError } from "../../../shared/domain/app-error.ts";
import { isFolderPath } from "../../../shared/domain/object-address.ts";
import type { Zone } from "../../../shared/domain/lake-definition.ts";
import type { Lake, StoreEntry } from "../../lake/ports.ts";
import { pathOf, zoneOf } from "../../lake/zone-keys.ts";
import type { KeysClient } from "./key-index/keys-client.ts";
import type { ScanScope, UnreadPrefix } from "./key-index/keys-protocol.ts";
import { type ListedObject, packObjects } from "./key-index/packed-objects.ts";

/** Pages that the index may have waiting: it works while the store is asked for the next ones. */
const AHEAD = 4;
/** Work of the index between two questions of others. */
const SLICE = 500;
/** Folders that could not be read and are named; the index has them all. */
const REASONS = 5;

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
  readonly #unread = { count: 0, reasons: [] as string[] };
  #listed = 0;

  constructor(lake: Lake, keys: KeysClient, options: ScanOptions) {
    this.#lake = lake;
    this.#keys = keys;
    this.#options = options;
  }

  /** Folders that could not be read, and why some of them; what the index knew of them is as it was. */
  get unread(): { readonly count: number; readonly reasons: readonly string[] } {
    return this.#unread;
  }

  /** The zones that were scanned. Fails as the store does; what was written until then is kept and not written again. */
  async keys({ zoneId, prefix }: ScanScope): Promise<readonly Zone[]> {
    const definition = this.#lake.definition();
    const zones = zoneId === null ? definition.zones : [zoneOf(definition, zoneId)];
    const path = zoneId === null ? "" : prefix;
    if (!isFolderPath(path)) throw new AppError("INVALID_INPUT", `“${path}” is a file: only folders can be scanned.`);
    await this.#ask({ kind: "keep-zones", zoneIds: definition.zones.map(({ id }) => id) });
    let refusal: AppError | null = null;
    let read = 0;
    for (const zone of zones) {
      const refused = await this.#zone(zone, path);
      if (refused) refusal = refused;
      else read += 1;
    }
    if (refusal && read === 0) throw refusal;
    await this.#keys.work({ kind: "summarise", isFirst: true }, this.#options);
    return zones;
  }

  /** Returns why nothing below the prefix may be read; null when it was. */
  async #zone(zone: Zone, prefix: string): Promise<AppError | null> {
    await this.#ask({ kind: "begin-zone", zoneId: zone.id });
    const refusal = await this.#listAll(zone, prefix);
    await this.#ask({ kind: "end-listing", zoneId: zone.id, prefix });
    await this.#compareChanged(zone);
    while ((await this.#left({ kind: "forget-gone", limit: SLICE })) > 0);
    return refusal;
  }

  async #listAll(zone: Zone, prefix: string): Promise<AppError | null> {
    const waiting: Promise<unknown>[] = [];
    try {
      for await (const objects of this.#list(zone, prefix, true)) {
        const request = this.#ask({ kind: "add", objects: packObjects(objects) });
        // What fails fails where it is awaited.
        request.catch(() => undefined);
        waiting.push(request);
        if (waiting.length >= AHEAD) await waiting.shift();
        this.#listed += objects.length;
        this.#options.onListed(this.#listed);
      }
      await Promise.all(waiting);
      return null;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await this.#tellUnread(zone, [{ path: prefix, reason: error.message }]);
      return error;
    } finally {
      await Promise.allSettled(waiting);
    }
  }

  /** Lists what is other than before once more, folder by folder, and has it compared object by object. */
  async #compareChanged(zone: Zone): Promise<void> {
    for (;;) {
      const { paths } = await this.#keys.ask({ kind: "changed-prefixes", limit: SLICE }, "changed", this.#options);
      for (const path of paths) await this.#compare(zone, path);
      if (paths.length < SLICE) return;
    }
  }

  async #compare(zone: Zone, path: string): Promise<void> {
    const unreadBefore = this.#unread.count;
    try {
      for await (const objects of this.#list(zone, path, false)) {
        const names = objects.map((object) => ({ ...object, path: object.path.slice(path.length) }));
        await this.#ask({ kind: "listed", path, objects: packObjects(names), isLast: false });
      }
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await this.#tellUnread(zone, [{ path, reason: error.message }]);
    }
    if (this.#unread.count > unreadBefore) return;
    await this.#ask({ kind: "listed", path, objects: packObjects([]), isLast: true });
  }

  /** The objects of a folder in pages; none of one that is not there. A lake that is away fails otherwise. */
  async *#list(zone: Zone, path: string, recursive: boolean): AsyncGenerator<ListedObject[]> {
    const { signal } = this.#options;
    let unread: UnreadPrefix[] = [];
    const onUnreadable = (prefix: string, { message }: AppError) => {
      unread.push({ path: pathOf(zone, prefix), reason: message });
    };
    const tell = async () => {
      const told = unread;
      unread = [];
      if (told.length > 0) await this.#tellUnread(zone, told);
    };
    try {
      for await (const page of this.#lake.objects.list(zone.location + path, { recursive, signal, onUnreadable })) {
        await tell();
        const objects = page.flatMap((entry) => listedObject(zone, entry));
        if (objects.length > 0) yield objects;
      }
      await tell();
    } catch (error) {
      if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
    }
  }

  async #tellUnread(zone: Zone, prefixes: readonly UnreadPrefix[]): Promise<void> {
    this.#unread.count += prefixes.length;
    const more = prefixes.slice(0, REASONS - this.#unread.reasons.length);
    this.#unread.reasons.push(...more.map(({ reason }) => reason));
    await this.#ask({ kind: "unread", zoneId: zone.id, prefixes });
  }

  async #left(request: Parameters<KeysClient["ask"]>[0]): Promise<number> {
    return (await this.#keys.ask(request, "left", this.#options)).left;
  }

  #ask(request: Parameters<KeysClient["ask"]>[0]): Promise<unknown> {
    return this.#keys.request(request, this.#options);
  }
}

/** Nobody may look there: what is known of it stays, and the rest of the lake is scanned. */
function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && error.code === "ACCESS_DENIED";
}

function listedObject(zone: Zone, entry: StoreEntry): ListedObject[] {
  if (entry.kind !== "object") return [];
  const { key, size, modified, etag, storageClass = "" } = entry;
  return [{ path: pathOf(zone, key), size, modified, etag, storageClass }];
}
