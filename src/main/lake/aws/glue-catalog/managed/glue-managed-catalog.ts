import { setTimeout as delay } from "node:timers/promises";
import type { Partition, TableVersion as GlueTableVersion } from "@aws-sdk/client-glue";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import type {
  CatalogSync,
  Crawler,
  PartitionPage,
  TableVersion,
  TableVersionPage,
} from "../../../../../shared/domain/managed-catalog.ts";
import type { ManagedCatalog, NewPartition, RegisteredPartition, TableNote } from "../../../managed-catalog.ts";
import type { TablePlace } from "../../../ports.ts";
import type { GlueService } from "../glue-service.ts";
import type { IndexedTables } from "../indexed-tables.ts";
import { annotatedTableInput } from "../mapping/annotated-table-input.ts";
import type { GlueName } from "../mapping/entry-names.ts";
import { factsOfTable } from "../mapping/table-facts.ts";
import type { CatalogSync as Sync } from "../sync/catalog-sync.ts";
import { updateTable } from "../table-writes.ts";
import { addPartitions } from "./add-partitions.ts";
import { crawlerFacts } from "./crawler-facts.ts";
import { eachPartitionPage } from "./partition-pages.ts";
import { changesBetween } from "./version-changes.ts";

/** A crawl takes minutes: it is asked after sooner at first, then every half a minute. */
const FIRST_LOOK_MS = 2_000;
const LONGEST_LOOK_MS = 30_000;

/** Tries to annotate a table that others are changing at the same time. */
const ANNOTATE_TRIES = 3;

type Options = { signal: AbortSignal };

interface Parts {
  service: GlueService;
  index: IndexedTables;
  sync: Sync;
  /** The Glue table behind a place; NOT_FOUND otherwise. */
  nameOf: (table: TablePlace, options: Options) => Promise<GlueName>;
}

/** What Glue has beside tables: partitions, versions, crawlers, and the state of its local copy. */
export class GlueManagedCatalog implements ManagedCatalog {
  readonly available = true;
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async syncState(options: Options): Promise<CatalogSync> {
    const { tables, syncedAt } = await this.#parts.index.state(options);
    const { isSyncing, read, failure, problems } = this.#parts.sync.state;
    return {
      isSyncing,
      read,
      tables,
      syncedAt,
      problem: failure?.message ?? null,
      problems: problems.map(({ database, error }) => ({ database, message: error.message, hint: error.hint ?? null })),
    };
  }

  sync({ signal }: Options): Promise<void> {
    return this.#parts.sync.run(signal);
  }

  async partitions(
    table: TablePlace,
    { after, limit, expression }: { after: string | null; limit: number; expression: string | null },
    options: Options,
  ): Promise<PartitionPage> {
    const name = await this.#parts.nameOf(table, options);
    const request = { limit, ...(expression ? { expression } : {}), ...(after === null ? {} : { token: after }) };
    const page = await this.#parts.service.partitions(name, request, options.signal);
    return { partitions: (page.Partitions ?? []).map(partitionFacts), next: page.NextToken ?? null };
  }

  async eachPartition(
    table: TablePlace,
    onPage: (partitions: readonly RegisteredPartition[]) => Promise<void>,
    { signal }: Options,
  ): Promise<boolean> {
    const name = await this.#parts.nameOf(table, { signal });
    const { Parameters, StorageDescriptor } = await this.#parts.service.table(name, signal);
    // Athena then never asks Glue for partitions (docs.aws.amazon.com/athena/latest/ug/partition-projection.html).
    if (Parameters?.["projection.enabled"]?.toLowerCase() === "true") return false;
    const base = asFolder(StorageDescriptor?.Location ?? "");
    const registered = ({ Values: values = [], StorageDescriptor: storage }: Partition): RegisteredPartition => {
      const folder = asFolder(storage?.Location ?? "");
      return { values, folder: folder.startsWith(base) ? folder.slice(base.length) : null };
    };
    await eachPartitionPage(this.#parts.service, name, (page) => onPage(page.map(registered)), signal);
    return true;
  }

  async addPartitions(table: TablePlace, partitions: AsyncIterable<NewPartition>, options: Options) {
    const name = await this.#parts.nameOf(table, options);
    const current = await this.#parts.service.table(name, options.signal);
    return addPartitions(this.#parts.service, { ...current, DatabaseName: name.database }, partitions, options.signal);
  }

  async versions(
    table: TablePlace,
    { after, limit }: { after: string | null; limit: number },
    options: Options,
  ): Promise<TableVersionPage> {
    const name = await this.#parts.nameOf(table, options);
    const token = after === null ? {} : { token: after };
    const page = await this.#parts.service.tableVersions(name, { limit, ...token }, options.signal);
    const found = (page.TableVersions ?? []).toSorted((a, b) => Number(b.VersionId) - Number(a.VersionId));
    return {
      versions: found.map((version, index) => versionFacts(version, found[index + 1])),
      next: page.NextToken ?? null,
    };
  }

  async annotate(table: TablePlace, note: TableNote, options: Options): Promise<void> {
    const { service, index } = this.#parts;
    const name = await this.#parts.nameOf(table, options);
    for (let tries = 1; ; tries += 1) {
      const current = await service.table(name, options.signal);
      const input = current.IsMultiDialectView === true ? null : annotatedTableInput(current, note);
      if (!input) return;
      try {
        await updateTable(service, name.database, input, current.VersionId, options.signal);
        await index.put(factsOfTable(await service.table(name, options.signal)), options);
        return;
      } catch (error) {
        // Somebody has changed the table since it was read: what they wrote is kept.
        if (tries >= ANNOTATE_TRIES || !(error instanceof AppError && error.code === "CONFLICT")) throw error;
      }
    }
  }

  async crawlers({ signal }: Options): Promise<Crawler[]> {
    const found: Crawler[] = [];
    for await (const page of this.#parts.service.crawlers(signal)) found.push(...page.map(crawlerFacts));
    return found.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  async startCrawler(name: string, { signal }: Options): Promise<void> {
    try {
      await this.#parts.service.startCrawler(name, signal);
    } catch (error) {
      // It runs, whoever started it: a schedule, a colleague, or a call of ours whose answer was lost.
      if (!isRunning(error)) throw error;
    }
  }

  /** At its end the catalog is synced, so that what the crawler found is there. */
  async *followCrawler(name: string, { signal }: Options): AsyncGenerator<Crawler> {
    for (let wait = FIRST_LOOK_MS; ; wait = Math.min(LONGEST_LOOK_MS, wait * 1.5)) {
      const crawler = crawlerFacts(await this.#parts.service.crawler(name, signal));
      if (crawler.state === "ready") {
        await this.#parts.sync.run(signal);
        yield crawler;
        return;
      }
      yield crawler;
      await delay(wait, undefined, { signal, ref: false });
    }
  }
}

function isRunning(error: unknown): boolean {
  return error instanceof AppError && error.details?.["service"] === "CrawlerRunningException";
}

/** Hadoop's other names of S3 are the same place. */
function asFolder(address: string): string {
  const plain = address.replace(/^s3[an]:\/\//, "s3://");
  return plain.endsWith("/") ? plain : `${plain}/`;
}

function partitionFacts({ Values = [], StorageDescriptor, CreationTime }: Partition) {
  const reader = StorageDescriptor?.SerdeInfo?.SerializationLibrary ?? "";
  return {
    values: Values,
    location: StorageDescriptor?.Location ?? "",
    format: reader.slice(reader.lastIndexOf(".") + 1),
    createdAt: CreationTime?.toISOString() ?? null,
  };
}

/** `older` is the version before; undefined at the end of a page, where it is not known what changed. */
function versionFacts({ VersionId, Table }: GlueTableVersion, older: GlueTableVersion | undefined): TableVersion {
  return {
    id: VersionId ?? "",
    updatedAt: (Table?.UpdateTime ?? Table?.CreateTime)?.toISOString() ?? null,
    createdBy: Table?.CreatedBy ?? null,
    changes: Table && older?.Table ? changesBetween(older.Table, Table) : null,
  };
}
