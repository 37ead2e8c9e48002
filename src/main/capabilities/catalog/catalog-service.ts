import { join } from "node:path";
import type { RelatedTables } from "../../../shared/contract/catalog.ts";
import type { Facet, IndexState, SearchHit } from "../../../shared/domain/search.ts";
import {
  type SearchQuery,
  isEmptySearch,
  isOnlyOfTables,
  parseSearch,
  wantsType,
} from "../../../shared/domain/search-query.ts";
import { splitWords } from "../../../shared/domain/name-words.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import type { AppDatabase } from "../../state/app-database.ts";
import { removeDatabase } from "../../state/remove-database.ts";
import type { Lake, OpenLakes, TablePlace } from "../../lake/ports.ts";
import { keyOf, zoneOf } from "../../lake/zone-keys.ts";
import type { TeamKnowledge } from "./knowledge-facts.ts";
import { LakeIndex, type SavedQueryNames, type ScannedNames } from "./lake-index.ts";
import { ManagedCatalogs } from "./managed-catalogs.ts";
import { relatedTables } from "./related-tables.ts";
import type { QueryUses } from "./query-uses.ts";
import { presentHit, zoneHits } from "./search-hits.ts";
import { parseTableCursor, tableCursor } from "./table-cursor.ts";
import { type DescribedDataset, proposeTable } from "./table-proposal.ts";
import type { IndexHit } from "./search-index/index.ts";
import { TableOpens } from "./table-opens.ts";

interface CatalogDependencies {
  lakes: OpenLakes;
  /** Finds out what a file or folder holds, as its preview does. */
  describe: (address: ObjectAddress, options: { signal: AbortSignal }) => Promise<DescribedDataset>;
  /** What people can find beside tables and objects. */
  savedQueries: SavedQueryNames;
  queryUses: QueryUses;
  /** What people know of tables. */
  knowledge: TeamKnowledge;
  scannedNames: ScannedNames;
  database: AppDatabase;
  /** Program of the worker that owns an index. */
  indexWorker: URL;
  /** Folder of the indexes, one file a lake; may be deleted at any time between two runs. */
  indexFolder: string;
}

const VERSIONS = 25;

type Options = { signal: AbortSignal };

/** The tables that a lake knows by name, and the search over all that is in it. */
export class CatalogService {
  /** What only some catalogs have. */
  readonly managed: ManagedCatalogs;
  readonly #dependencies: CatalogDependencies;
  readonly #indexes = new Map<string, LakeIndex>();
  readonly #stopFollowing: () => void;
  readonly #opens: TableOpens;

  constructor(dependencies: CatalogDependencies) {
    this.#opens = new TableOpens(dependencies.database);
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

  versions(lakeId: string, { zoneId, name }: TablePlace, after: string | null, options: Options) {
    return this.#lake(lakeId).tables.versions({ zoneId, name }, { after, limit: VERSIONS }, options);
  }

  /** Tables that are like a table, or can be joined with it. */
  async related(lakeId: string, { zoneId, name }: TablePlace, { signal }: Options): Promise<RelatedTables> {
    const { tables } = this.#lake(lakeId);
    const table = await tables.get(zoneId, name, { signal });
    return relatedTables(table, tables.list({ zoneId: null, signal }));
  }

  async search(
    lakeId: string,
    text: string,
    limit: number,
    options: Options,
  ): Promise<{ hits: SearchHit[]; index: IndexState; notes: string[] }> {
    const lake = this.#lake(lakeId);
    const index = this.#index(lakeId);
    const query = parseSearch(text);
    if (isEmptySearch(query)) return { hits: [], index: index.state, notes: query.notes };
    const { zones } = lake.definition();
    const words = [...query.words, ...query.phrases.flat(), ...columnWords(query)];
    const places = isOnlyOfTables(query) || !wantsType(query, "zone") ? [] : zoneHits(zones, words);
    const found = await index.search(text, limit, options);
    const names = await this.#scannedNames(lakeId, query, limit, options);
    const hits = [
      ...places,
      ...found
        .slice(0, limit - places.length - Math.min(names.length, Math.floor(limit / 4)))
        .map((hit) => presentHit(hit, words, zones)),
      ...names.map((hit) => presentHit(hit, words, zones)),
    ];
    return { hits: hits.slice(0, limit), index: index.state, notes: query.notes };
  }

  async facets(lakeId: string, text: string, options: Options): Promise<{ facets: Facet[]; found: number }> {
    const { facets, found } = await this.#index(lakeId).facets(text, options);
    return { facets: [...facets], found };
  }

  /** Counts that a person has looked at a table. */
  opened(lakeId: string, zoneId: string | null, name: string): void {
    this.#lake(lakeId);
    this.#indexes.get(lakeId)?.used(this.#opens.opened(lakeId, { zoneId, name }));
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
    this.#opens.forget(lakeId);
    await removeDatabase(this.#indexPath(lakeId));
  }

  async close(): Promise<void> {
    this.#stopFollowing();
    await Promise.all([...this.#indexes.keys()].map((lakeId) => this.#closeIndex(lakeId)));
  }

  #lake(lakeId: string): Lake {
    return this.#dependencies.lakes.get(lakeId);
  }

  #index(lakeId: string): LakeIndex {
    this.#lake(lakeId);
    const index = this.#indexes.get(lakeId);
    if (!index) throw new AppError("UNAVAILABLE", "This lake is not indexed yet.", { retryable: true });
    return index;
  }

  /** Objects as the inventory knows them, where it has scanned the lake. */
  async #scannedNames(lakeId: string, query: SearchQuery, limit: number, options: Options): Promise<IndexHit[]> {
    const words = [...query.words, ...query.phrases.flat()];
    const areAsked = wantsType(query, "file") && !isOnlyOfTables(query);
    if (!this.#index(lakeId).areNamesScanned || !areAsked || words.length === 0) return [];
    const names = await this.#dependencies.scannedNames.names(lakeId, words.join(" "), limit, options);
    return names.map(({ zoneId, path }) => ({ kind: "object", zoneId, path }));
  }

  #indexPath(lakeId: string): string {
    return join(this.#dependencies.indexFolder, `${lakeId}.db`);
  }

  #followLakes(lakes: readonly Lake[]): void {
    for (const lake of lakes) {
      if (!this.#indexes.has(lake.id)) {
        const { savedQueries, queryUses, knowledge, scannedNames, indexWorker } = this.#dependencies;
        const index = new LakeIndex(lake, {
          savedQueries,
          queryUses,
          knowledge,
          scannedNames,
          opens: () => this.#opens.list(lake.id),
          entry: indexWorker,
          databasePath: this.#indexPath(lake.id),
        });
        this.#indexes.set(lake.id, index);
      }
    }
  }

  async #closeIndex(lakeId: string): Promise<void> {
    const index = this.#indexes.get(lakeId);
    this.#indexes.delete(lakeId);
    await index?.close();
  }
}

/** What a filter by a column names is marked in the hits too. */
function columnWords({ filters }: SearchQuery): string[] {
  return filters.filter(({ key, isNot }) => key === "column" && !isNot).flatMap(({ value }) => splitWords(value));
}
