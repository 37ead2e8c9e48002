import type { TableEntry } from "../../../../shared/domain/table-entry.ts";
import type { TablePlace } from "../../ports.ts";
import { TableIndexClient } from "./index-database/table-index-client.ts";
import type { IndexedZone, TableIndexReply, TableIndexRequest } from "./index-database/table-index-protocol.ts";
import type { GlueName } from "./mapping/entry-names.ts";
import type { TableFacts } from "./mapping/table-facts.ts";

const PAGE = 200;

type Options = { signal: AbortSignal };

/** What the last sync knows of a catalog, in the zones as they are now. Answers without a network. */
export class IndexedTables {
  readonly #start: () => TableIndexClient;
  readonly #zones: () => readonly IndexedZone[];
  #client: TableIndexClient;
  #placed = "";

  constructor(worker: URL, databasePath: string, zones: () => readonly IndexedZone[]) {
    this.#start = () => new TableIndexClient(worker, databasePath);
    this.#client = this.#start();
    this.#zones = zones;
  }

  /** The index itself, with its tables in their zones; a worker that has ended is started again. */
  async open(options: Options): Promise<TableIndexClient> {
    if (this.#client.hasFailed) {
      this.#client = this.#start();
      this.#placed = "";
    }
    const zones = this.#zones();
    const placed = JSON.stringify(zones);
    if (placed !== this.#placed) {
      await this.#client.request({ kind: "set-zones", zones }, options);
      this.#placed = placed;
    }
    return this.#client;
  }

  async *list(zoneId: string | null, after: TablePlace | undefined, options: Options): AsyncGenerator<TableEntry[]> {
    for (let last: TablePlace | null = after ?? null; ;) {
      const { entries } = await this.#ask({ kind: "list", zoneId, after: last, limit: PAGE }, options);
      if (entries.length > 0) yield [...entries];
      if (entries.length < PAGE) return;
      const end = entries.at(-1);
      if (end) last = { zoneId: end.zoneId, name: end.name };
    }
  }

  /** Names are one whatever their case: Glue keeps them in lower case. */
  async find({ zoneId, name }: TablePlace, options: Options): Promise<TableEntry | null> {
    for (const written of new Set([name, name.toLowerCase()])) {
      const { entries } = await this.#ask({ kind: "get", zoneId, name: written }, options);
      const [entry] = entries;
      if (entry) return entry;
    }
    return null;
  }

  async zoneDatabase(zoneId: string, options: Options): Promise<string | null> {
    return (await this.state(options)).zoneDatabases[zoneId] ?? null;
  }

  state(options: Options): Promise<TableIndexReply> {
    return this.#ask({ kind: "state" }, options);
  }

  /** The entry of a table as it was just read, and whether that is news. */
  async put(table: TableFacts, options: Options): Promise<{ entry: TableEntry | null; isNews: boolean }> {
    const { entries, changed } = await this.#ask({ kind: "put", table }, options);
    return { entry: entries[0] ?? null, isNews: changed > 0 };
  }

  async forget(name: GlueName, options: Options): Promise<boolean> {
    return (await this.#ask({ kind: "forget", name }, options)).changed > 0;
  }

  async addDatabase(name: string, zoneId: string, options: Options): Promise<void> {
    await this.#ask({ kind: "add-database", database: { name, zoneId } }, options);
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  async #ask(request: TableIndexRequest, options: Options): Promise<TableIndexReply> {
    const client = await this.open(options);
    return client.request(request, options);
  }
}
