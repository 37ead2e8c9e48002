import { join } from "node:path";
import type { IndexState, SearchHit } from "../../../shared/contract/catalog.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import { removeDatabase } from "../../state/remove-database.ts";
import type { Lake, OpenLakes } from "../../lake/ports.ts";
import { keyOf, zoneOf } from "../../lake/zone-keys.ts";
import { LakeIndex, type SavedQueryNames } from "./lake-index.ts";
import { ManagedCatalogs } from "./managed-catalogs.ts";
import { presentHit, zoneHits } from "./search-hits.ts";
import { parseTableCursor, tableCursor } from "./table-cursor.ts";
import { type DescribedDataset, proposeTable } from "./table-proposal.ts";
import { queryWords } from "./search-index/index.ts";

interface CatalogDependencies {
  lakes: OpenLakes;
  /** Finds out what a file or folder holds, as its preview does. */
  describe: (address: ObjectAddress, options: { signal: AbortSignal }) => Promise<DescribedDataset>;
  /** What people can find beside tables and objects. */
  savedQueries: SavedQueryNames;
  /** Program of the worker that owns an index. */
  indexWorker: URL;
  /** Folder of the indexes, one file a lake; may be deleted at any time between two runs. */
  indexFolder: string;
}

type Options = { signal: AbortSignal };

/** The tables that a lake knows by name, and the search over all that is in it. */
export class CatalogService {
  /** What only some catalogs have. */
  readonly managed: ManagedCatalogs;
  readonly #dependencies: CatalogDependencies;
  readonly #indexes = new Map<string, LakeIndex>();
  readonly #stopFollowing: () => void;

  constructor(dependencies: CatalogDependencies) {
    this.#dependencies = dependencies;
    this.managed = new ManagedCatalogs(dependencies.lakes);
    this.#stopFollowing = dependencies.lakes.onChange((lakes) => this.#followLakes(lakes));
  }

  /** Tables in (zone, name) order, in pages; `after` is the `next` of the page before. */
  async tables(lakeId: string, zoneId: string | null, after: string | null, limit: number, { signal }: Options) {
    const tables: TableEntry[] = [];
    const place = after === null ? undefined : parseTableCursor(after);
    for await (const page of this.#lake(lakeId).tables.list({ zoneId, after: place, signal })) {
      tables.push(...page);
      if (tables.length > limit) break;
    }
    const shown = tables.slice(0, limit);
    const last = shown.at(-1);
    return { tables: shown, next: tables.length > limit && last ? tableCursor(last) : null };
  }

  get(lakeId: string, zoneId: string | null, name: string, options: Options): Promise<TableEntry> {
    return this.#lake(lakeId).tables.get(zoneId, name, options);
  }

  async propose(address: ObjectAddress, options: Options): Promise<TableEntry> {
    return proposeTable(address, await this.#dependencies.describe(address, options));
  }

  /** NOT_FOUND when there is nothing at the location; ALREADY_EXISTS when the name is taken. */
  async register(lakeId: string, table: TableEntry, options: Options): Promise<TableEntry> {
    const lake = this.#lake(lakeId);
    if (table.zoneId === null) throw new AppError("INVALID_INPUT", "A table is registered in a zone of the lake.");
    await lake.objects.stat(keyOf(lake.definition(), table.zoneId, table.location), options);
    return lake.tables.put(table, null, options);
  }

  async update(lakeId: string, table: TableEntry, revision: number, options: Options): Promise<TableEntry> {
    const lake = this.#lake(lakeId);
    if (table.zoneId !== null) zoneOf(lake.definition(), table.zoneId);
    return lake.tables.put(table, revision, options);
  }

  remove(lakeId: string, zoneId: string | null, name: string, options: Options): Promise<void> {
    return this.#lake(lakeId).tables.remove(zoneId, name, options);
  }

  async search(
    lakeId: string,
    text: string,
    limit: number,
    options: Options,
  ): Promise<{ hits: SearchHit[]; index: IndexState }> {
    const lake = this.#lake(lakeId);
    const index = this.#indexes.get(lakeId);
    if (!index) throw new AppError("UNAVAILABLE", "This lake is not indexed yet.", { retryable: true });
    const words = queryWords(text);
    if (words.length === 0) return { hits: [], index: index.state };
    const { zones } = lake.definition();
    const found = await index.search(words, limit, options);
    const hits = [...zoneHits(zones, words), ...found.map((hit) => presentHit(hit, words, zones))];
    return { hits: hits.slice(0, limit), index: index.state };
  }

  /** Says that objects of a lake were added or removed, so that search soon knows. */
  objectsChanged(lakeId: string): void {
    this.#indexes.get(lakeId)?.refreshObjects();
  }

  /** Resolves when the lake's tables and objects, as they are now, can be searched. */
  async indexed(lakeId: string): Promise<void> {
    await this.#indexes.get(lakeId)?.settled();
  }

  /** Deletes the index of a lake that was forgotten. */
  async forget(lakeId: string): Promise<void> {
    await this.#closeIndex(lakeId);
    await removeDatabase(this.#indexPath(lakeId));
  }

  async close(): Promise<void> {
    this.#stopFollowing();
    await Promise.all([...this.#indexes.keys()].map((lakeId) => this.#closeIndex(lakeId)));
  }

  #lake(lakeId: string): Lake {
    return this.#dependencies.lakes.get(lakeId);
  }

  #indexPath(lakeId: string): string {
    return join(this.#dependencies.indexFolder, `${lakeId}.db`);
  }

  #followLakes(lakes: readonly Lake[]): void {
    for (const lake of lakes) {
      if (!this.#indexes.has(lake.id)) {
        const { savedQueries, indexWorker } = this.#dependencies;
        this.#indexes.set(lake.id, new LakeIndex(lake, savedQueries, indexWorker, this.#indexPath(lake.id)));
      }
    }
  }

  async #closeIndex(lakeId: string): Promise<void> {
    const index = this.#indexes.get(lakeId);
    this.#indexes.delete(lakeId);
    await index?.close();
  }
}
