import { AppError, isCancellation } from "../../../../../shared/domain/app-error.ts";
import { log } from "../../../../log.ts";
import type { GlueService } from "../glue-service.ts";
import type { IndexedTables } from "../indexed-tables.ts";
import { type SyncProblem, syncCatalog } from "./sync-catalog.ts";

/** How far the local copy of a catalog is. */
interface SyncState {
  isSyncing: boolean;
  /** Read so far by the sync under way. */
  read: number;
  /** What stopped the last sync; null when it came to its end. */
  failure: AppError | null;
  /** Databases that the last sync could not read. */
  problems: readonly SyncProblem[];
}

/** One sync of a catalog at a time, and what came of the last one. */
export class CatalogSync {
  readonly #service: GlueService;
  readonly #index: IndexedTables;
  readonly #lakeId: string;
  readonly #onChange: () => void;
  #last: Promise<void> = Promise.resolve();
  #state: SyncState = { isSyncing: false, read: 0, failure: null, problems: [] };

  constructor(service: GlueService, index: IndexedTables, lakeId: string, onChange: () => void) {
    this.#service = service;
    this.#index = index;
    this.#lakeId = lakeId;
    this.#onChange = onChange;
  }

  get state(): SyncState {
    return this.#state;
  }

  /** Waits for a sync that is under way, then makes one. */
  run(signal: AbortSignal): Promise<void> {
    const run = this.#last.then(() => this.#sync(signal));
    // Whoever asked for a sync is told of its failure; the next one begins all the same.
    this.#last = run.catch(() => undefined);
    return run;
  }

  async #sync(signal: AbortSignal): Promise<void> {
    this.#state = { ...this.#state, isSyncing: true, read: 0 };
    try {
      const onProgress = (read: number) => (this.#state = { ...this.#state, read });
      const index = await this.#index.open({ signal });
      const { changed, problems } = await syncCatalog(this.#service, index, {
        lakeId: this.#lakeId,
        signal,
        onProgress,
      });
      this.#state = { ...this.#state, failure: null, problems };
      for (const { database, error } of problems) log("warn", "a database of Glue is not synced", { database, error });
      if (changed > 0) this.#onChange();
    } catch (error) {
      if (!isCancellation(error)) {
        log("warn", "the Glue catalog is not synced", { error });
        this.#state = { ...this.#state, failure: asAppError(error) };
        // What was read until then is news all the same.
        this.#onChange();
      }
      throw error;
    } finally {
      this.#state = { ...this.#state, isSyncing: false };
    }
  }
}

function asAppError(error: unknown): AppError {
  return error instanceof AppError
    ? error
    : new AppError("INTERNAL", "The Glue catalog was not synced.", { cause: error });
}
