import { AppError } from "../../../shared/domain/app-error.ts";
import type { CatalogSync } from "../../../shared/domain/managed-catalog.ts";
import type { ManagedCatalog } from "../../lake/managed-catalog.ts";
import type { OpenLakes, TablePlace } from "../../lake/ports.ts";
import { partitionFolders } from "./partition-folders.ts";

const PARTITIONS = 100;

type Options = { signal: AbortSignal };
type Access = { available: true; sync: CatalogSync } | { available: false; reason: string };

/** What only catalogs have that are services of their own: partitions, versions and crawlers. */
export class ManagedCatalogs {
  readonly #lakes: OpenLakes;

  constructor(lakes: OpenLakes) {
    this.#lakes = lakes;
  }

  async access(lakeId: string, options: Options): Promise<Access> {
    const { managed } = this.#lakes.get(lakeId).tables;
    return managed.available ? { available: true, sync: await managed.syncState(options) } : managed;
  }

  sync(lakeId: string, options: Options): Promise<void> {
    return this.#of(lakeId).sync(options);
  }

  partitions(lakeId: string, table: TablePlace, expression: string | null, after: string | null, options: Options) {
    return this.#of(lakeId).partitions(table, { expression, after, limit: PARTITIONS }, options);
  }

  /** INVALID_INPUT for a table without partition keys, or whose folder is not in the lake. */
  async addPartitions(lakeId: string, place: TablePlace, options: Options) {
    const managed = this.#of(lakeId);
    const lake = this.#lakes.get(lakeId);
    const table = await lake.tables.get(place.zoneId, place.name, options);
    return managed.addPartitions(place, partitionFolders(lake, table, options), options);
  }

  crawlers(lakeId: string, options: Options) {
    return this.#of(lakeId).crawlers(options);
  }

  startCrawler(lakeId: string, name: string, options: Options): Promise<void> {
    return this.#of(lakeId).startCrawler(name, options);
  }

  followCrawler(lakeId: string, name: string, options: Options) {
    return this.#of(lakeId).followCrawler(name, options);
  }

  #of(lakeId: string): ManagedCatalog {
    const { managed } = this.#lakes.get(lakeId).tables;
    if (!managed.available) throw new AppError("UNSUPPORTED", managed.reason);
    return managed;
  }
}
