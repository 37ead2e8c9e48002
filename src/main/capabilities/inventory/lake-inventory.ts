import type { InventoryState } from "../../../shared/contract/inventory.ts";
import { AppError, isCancellation } from "../../../shared/domain/app-error.ts";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { log } from "../../log.ts";
import type { Lake } from "../../lake/ports.ts";
import { LatestValue } from "../../streams/latest-value.ts";
import { Pace } from "../../streams/pace.ts";
import type { JobContext, Jobs } from "../activity/index.ts";
import { describeChanged } from "./dataset-reading.ts";
import { type FindingKnowledge, classifiersOf, versionOf } from "./findings/own-classifiers.ts";
import { type SampleDataset, readDataset } from "./findings/read-dataset.ts";
import type { SemanticsClient } from "./findings/semantics-client.ts";
import { KeysClient } from "./key-index/keys-client.ts";
import type { KeysReply, KeysRequest, KeysStatus, ScanScope } from "./key-index/keys-protocol.ts";
import { comparePartitions } from "./partitions.ts";
import { ScanRun } from "./scan-run.ts";

/** Milliseconds between two states that are shown. */
const PACE = 500;
/** Partitions that could not be compared and are told of. */
const WARNINGS = 10;

const nothing: KeysStatus = {
  objects: 0,
  bytes: 0,
  datasets: { new: 0, changed: 0, missing: 0, stale: 0, known: 0, unreadable: 0 },
  interrupted: null,
  last: null,
  unread: 0,
};

interface LakeInventoryDependencies {
  jobs: Jobs;
  sample: SampleDataset;
  knowledge: Pick<FindingKnowledge, "classifiers">;
  semantics: SemanticsClient;
  keysWorker: URL;
  databasePath: string;
  /** Called when a scan has ended well. */
  onScanned: () => void;
}

/** The key index of one open lake and the scans that keep it true. */
export class LakeInventory {
  readonly #lake: Lake;
  readonly #dependencies: LakeInventoryDependencies;
  readonly #closing = new AbortController();
  readonly #state: LatestValue<InventoryState>;
  readonly #pace = new Pace(PACE, () => void this.#publish());
  readonly #stopFollowing: () => void;
  #keys: KeysClient;
  #status = nothing;
  #revision = 0;
  #jobId: string | null = null;
  #problem: string | null = null;
  #running: Promise<unknown> = Promise.resolve();
  #comparing: Promise<void> | null = null;
  /** The catalog has changed since it was compared. */
  #isCatalogNew = false;
  #lastComparison: Promise<unknown> = Promise.resolve();

  constructor(lake: Lake, dependencies: LakeInventoryDependencies) {
    this.#lake = lake;
    this.#dependencies = dependencies;
    this.#keys = this.#startKeys();
    this.#state = new LatestValue(this.#value());
    this.#stopFollowing = lake.tables.onChange(() => this.compareSoon());
    this.changed();
  }

  get lake(): Lake {
    return this.#lake;
  }

  follow(signal: AbortSignal): AsyncGenerator<InventoryState, void, undefined> {
    return this.#state.follow(signal);
  }

  ask<Kind extends KeysReply["kind"]>(request: KeysRequest, kind: Kind, options: { signal: AbortSignal }) {
    return this.#client().ask(request, kind, options);
  }

  /** Starts a scan as a job. CONFLICT while another runs. */
  scan(scope: ScanScope, title: string): string {
    if (this.#jobId !== null) {
      throw new AppError("CONFLICT", "This lake is being scanned already.", {
        hint: "Wait until that scan has ended, or cancel it in Activity.",
      });
    }
    const { jobs } = this.#dependencies;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#running = promise;
    const request = { kind: "scan", title, lakeId: this.#lake.id, unit: "objects", total: null } as const;
    this.#jobId = jobs.start(request, async (context) => {
      try {
        await this.#scan(scope, context);
        this.#problem = null;
      } catch (error) {
        if (!isCancellation(error)) this.#problem = error instanceof Error ? error.message : String(error);
        throw error;
      } finally {
        this.#jobId = null;
        this.changed();
        resolve();
      }
      return { kind: "none" };
    });
    this.changed();
    return this.#jobId;
  }

  /**
   * Compares the datasets with the catalog as it is now, and what may have changed of their partitions. Returns why some of
   * these could not be compared.
   */
  compare(options: { signal: AbortSignal }): Promise<string[]> {
    return this.#inTurn(async () => {
      await this.#compareTables(options);
      const problems = await comparePartitions(this.#lake, this.#client(), options);
      this.changed();
      return problems;
    });
  }

  /** One after the other, as the index holds one reading of the catalog. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const comparison = this.#lastComparison.then(work);
    this.#lastComparison = comparison.catch(() => undefined);
    return comparison;
  }

  async #compareTables({ signal }: { signal: AbortSignal }): Promise<void> {
    signal.throwIfAborted();
    const keys = this.#client();
    await keys.request({ kind: "begin-tables" }, { signal });
    for await (const tables of this.#lake.tables.list({ zoneId: null, signal })) {
      await keys.request({ kind: "add-tables", tables }, { signal });
    }
    await keys.work({ kind: "compare", isFirst: true }, { signal });
    this.changed();
  }

  /** Compares with the tables in the background; once more when the catalog changes while that is under way. */
  compareSoon(): void {
    this.#isCatalogNew = true;
    this.#comparing ??= this.#compareUntilSame()
      .catch((error: unknown) => {
        if (!isCancellation(error)) log("warn", "the inventory is behind the catalog", { lake: this.#lake.id, error });
      })
      .finally(() => {
        this.#comparing = null;
      });
  }

  /** Resolves when no scan and no comparison is under way. */
  async settled(): Promise<void> {
    await Promise.all([this.#running, this.#comparing]);
  }

  async close(): Promise<void> {
    this.#stopFollowing();
    this.#closing.abort();
    if (this.#jobId !== null) this.#dependencies.jobs.cancel(this.#jobId);
    await this.settled();
    this.#pace.stop();
    this.#state.close();
    await this.#keys.close();
    await this.#dependencies.semantics.close();
  }

  async #scan(scope: ScanScope, { signal, progress, warn }: JobContext): Promise<void> {
    const keys = this.#client();
    await keys.request({ kind: "begin-scan", scope, startedAt: Date.now() }, { signal });
    const run = new ScanRun(this.#lake, keys, {
      signal,
      onListed: (done) => progress({ done, detail: "Listing objects" }),
    });
    const zones = await run.keys(scope);
    progress({ detail: "Grouping objects into datasets" });
    for (const { id } of zones) await keys.work({ kind: "group", zoneId: id, isFirst: true }, { signal });
    this.changed();
    await this.#takeClassifiers(keys, { signal, warn });
    const { sample, semantics } = this.#dependencies;
    const describe = (address: ObjectAddress, options: { signal: AbortSignal }) =>
      readDataset(address, { sample, semantics }, options);
    await describeChanged(this.#lake.id, keys, describe, {
      signal,
      onProgress: (done, total) => {
        progress({ detail: `Reading schemas: ${done.toLocaleString("en")} of ${total.toLocaleString("en")}` });
      },
    });
    try {
      const problems = await this.compare({ signal });
      for (const problem of problems.slice(0, WARNINGS)) warn(problem);
    } catch (error) {
      if (isCancellation(error) || !(error instanceof AppError)) throw error;
      warn(`The catalog could not be compared: ${error.message}`);
    }
    await keys.request({ kind: "end-scan", finishedAt: Date.now() }, { signal });
    this.#dependencies.onScanned();
    if (run.unread.count > 0) warn(unreadText(run.unread));
    progress({ detail: null });
  }

  /** Where people have changed their own classifiers, everything is looked at once more. */
  async #takeClassifiers(keys: KeysClient, { signal, warn }: Pick<JobContext, "signal" | "warn">): Promise<void> {
    const { knowledge, semantics } = this.#dependencies;
    try {
      const classifiers = await classifiersOf(knowledge, this.#lake.id, { signal });
      for (const sentence of await semantics.use(classifiers, { signal })) warn(sentence);
      await keys.request({ kind: "examine-as", version: versionOf(classifiers) }, { signal });
    } catch (error) {
      if (isCancellation(error) || !(error instanceof AppError)) throw error;
      warn(`The lake's own classifiers could not be read, so the last ones count: ${error.message}`);
    }
  }

  async #compareUntilSame(): Promise<void> {
    const { signal } = this.#closing;
    while (this.#isCatalogNew) {
      this.#isCatalogNew = false;
      await this.#inTurn(() => this.#compareTables({ signal }));
    }
  }

  #client(): KeysClient {
    if (this.#keys.hasFailed) this.#keys = this.#startKeys();
    return this.#keys;
  }

  #startKeys(): KeysClient {
    return new KeysClient(this.#dependencies.keysWorker, this.#dependencies.databasePath);
  }

  /** Something that is shown with the inventory is other than before. */
  changed(): void {
    this.#revision += 1;
    this.#pace.soon();
  }

  async #publish(): Promise<void> {
    try {
      const { signal } = this.#closing;
      this.#status = (await this.#client().ask({ kind: "status" }, "status", { signal })).status;
    } catch (error) {
      if (isCancellation(error)) return;
      this.#problem = error instanceof Error ? error.message : String(error);
    }
    this.#state.set(this.#value());
  }

  #value(): InventoryState {
    const { objects, bytes, datasets, last, interrupted, unread } = this.#status;
    return {
      revision: this.#revision,
      jobId: this.#jobId,
      objects,
      bytes,
      datasets,
      last,
      interrupted: this.#jobId === null ? interrupted : null,
      unread,
      problem: this.#problem,
    };
  }
}

function unreadText({ count, reasons }: ScanRun["unread"]): string {
  const folders = count === 1 ? "1 folder" : `${count.toLocaleString("en")} folders`;
  return `${folders} could not be read: what was known of it is kept. ${reasons.join(" ")}`;
}
