import type { CatalogSync, Crawler, PartitionPage, TableVersionPage } from "../../shared/domain/managed-catalog.ts";
import type { TableEntry } from "../../shared/domain/table-entry.ts";

type Options = { signal: AbortSignal };
type TablePlace = Pick<TableEntry, "zoneId" | "name">;

interface PageRequest {
  /** The `next` of the page before. */
  after: string | null;
  limit: number;
}

/** What a catalog that is a service of its own has beside its tables. */
export interface ManagedCatalog {
  /** How the local copy stands. */
  syncState(options: Options): Promise<CatalogSync>;
  /** Brings the local copy up to date. */
  sync(options: Options): Promise<void>;
  /** `expression` selects on the server, as a WHERE over the partition keys; null is all. */
  partitions(
    table: TablePlace,
    request: PageRequest & { expression: string | null },
    options: Options,
  ): Promise<PartitionPage>;
  /**
   * Gives all partitions of a table that are registered, page by page, each when `onPage` is done with the one before.
   * False, and none of them, for a table whose engine works its partitions out by itself.
   */
  eachPartition(
    table: TablePlace,
    onPage: (partitions: readonly RegisteredPartition[]) => Promise<void>,
    options: Options,
  ): Promise<boolean>;
  /**
   * Registers partitions: values in the order of the table's keys, and the folder behind the table's location, as
   * "year=2024/". Ones that are registered already count as `known`.
   */
  addPartitions(
    table: TablePlace,
    partitions: AsyncIterable<NewPartition>,
    options: Options,
  ): Promise<{ added: number; known: number }>;
  /** Newest first, each with what it changed. */
  versions(table: TablePlace, request: PageRequest, options: Options): Promise<TableVersionPage>;
  /** Writes what people know of a table beside what the catalog itself has. ACCESS_DENIED where the person may not. */
  annotate(table: TablePlace, note: TableNote, options: Options): Promise<void>;
  crawlers(options: Options): Promise<Crawler[]>;
  startCrawler(name: string, options: Options): Promise<void>;
  /** The crawler now and as it goes on, until it is ready again. */
  followCrawler(name: string, options: Options): AsyncIterable<Crawler>;
}

/** A description of null leaves what is there. */
export interface TableNote {
  description: string | null;
  owner: string | null;
  tags: readonly string[];
}

export interface RegisteredPartition {
  /** In the order of the table's keys. */
  values: string[];
  /** Behind the table's location, ending in "/"; null where it lies elsewhere. */
  folder: string | null;
}

export interface NewPartition {
  values: string[];
  folder: string;
}

/** Whether the catalog of a lake is such a service and, if not, why, in words for people. */
export type ManagedCatalogAccess = ({ available: true } & ManagedCatalog) | { available: false; reason: string };
