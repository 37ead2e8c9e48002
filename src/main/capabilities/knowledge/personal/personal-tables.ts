import { AppError, isCancellation } from "../../../../shared/domain/app-error.ts";
import type { PersonalTables as Kept } from "../../../../shared/domain/knowledge-watch.ts";
import type { TableSubject } from "../../../../shared/domain/knowledge.ts";
import { log } from "../../../log.ts";
import type { Lake, OpenLakes } from "../../../lake/ports.ts";
import type { AppDatabase } from "../../../state/app-database.ts";
import { LatestValue } from "../../../streams/latest-value.ts";
import { PersonalRows } from "./personal-rows.ts";
import { newsBetween, readTableFacts } from "./table-facts-seen.ts";

/** Tables are looked at that often, beside at each change of the catalog. Milliseconds. */
const LOOK_EVERY = 5 * 60_000;

/** Favourites of a person, and the tables whose schema and freshness they want to be told of. */
export class PersonalTables {
  readonly #lakes: OpenLakes;
  readonly #rows: PersonalRows;
  readonly #closing = new AbortController();
  readonly #states = new Map<string, LatestValue<Kept>>();
  readonly #followed = new Map<string, { lake: Lake; stop: () => void }>();
  readonly #looking = new Map<string, Promise<void>>();
  readonly #again = new Set<string>();
  readonly #stopFollowing: () => void;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(database: AppDatabase, lakes: OpenLakes) {
    this.#lakes = lakes;
    this.#rows = new PersonalRows(database);
    this.#stopFollowing = lakes.onChange((open) => this.#followLakes(open));
    this.#timer = setInterval(() => {
      for (const id of this.#followed.keys()) this.look(id);
    }, LOOK_EVERY);
    this.#timer.unref();
  }

  follow(lakeId: string, signal: AbortSignal): AsyncGenerator<Kept, void, undefined> {
    return this.#stateOf(lakeId).follow(signal);
  }

  setFavourite(lakeId: string, table: TableSubject, isFavourite: boolean): void {
    this.#lakes.get(lakeId);
    this.#rows.setFavourite(lakeId, table, isFavourite);
    this.#changed(lakeId);
  }

  /** What a table is now is what later changes are told against. */
  setWatched(lakeId: string, table: TableSubject, isWatched: boolean): void {
    this.#lakes.get(lakeId);
    this.#rows.setWatched(lakeId, table, isWatched);
    this.#changed(lakeId);
    if (isWatched) this.look(lakeId);
  }

  markRead(lakeId: string, table: TableSubject): void {
    this.#rows.markRead(lakeId, table);
    this.#changed(lakeId);
  }

  /** Looks at the watched tables of a lake, in the background; once more when asked while that is under way. */
  look(lakeId: string): void {
    if (this.#closing.signal.aborted) return;
    this.#again.add(lakeId);
    if (this.#looking.has(lakeId)) return;
    const looking = this.#lookUntilSame(lakeId).finally(() => this.#looking.delete(lakeId));
    this.#looking.set(lakeId, looking);
  }

  /** Resolves when no look at the lake is under way. */
  async settled(lakeId: string): Promise<void> {
    await this.#looking.get(lakeId);
  }

  forget(lakeId: string): void {
    this.#followed.get(lakeId)?.stop();
    this.#followed.delete(lakeId);
    this.#rows.forget(lakeId);
    this.#states.get(lakeId)?.close();
    this.#states.delete(lakeId);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopFollowing();
    for (const { stop } of this.#followed.values()) stop();
    this.#closing.abort();
    await Promise.all(this.#looking.values());
    for (const state of this.#states.values()) state.close();
  }

  #followLakes(open: readonly Lake[]): void {
    for (const lake of open) {
      const followed = this.#followed.get(lake.id);
      if (followed?.lake === lake) continue;
      followed?.stop();
      this.#followed.set(lake.id, { lake, stop: lake.tables.onChange(() => this.look(lake.id)) });
      this.look(lake.id);
    }
  }

  async #lookUntilSame(lakeId: string): Promise<void> {
    while (this.#again.delete(lakeId)) {
      for (const { table, seen } of this.#rows.seen(lakeId)) {
        const lake = this.#followed.get(lakeId)?.lake;
        if (!lake || this.#closing.signal.aborted) return;
        try {
          const now = await readTableFacts(lake, table, { signal: this.#closing.signal });
          const news = seen ? newsBetween(seen, now, new Date().toISOString()) : [];
          if (this.#closing.signal.aborted) return;
          this.#rows.learn(lakeId, table, now, news);
          if (news.length > 0) this.#changed(lakeId);
        } catch (error) {
          if (isCancellation(error)) return;
          // What cannot be reached now is looked at again later.
          const level = error instanceof AppError ? "info" : "warn";
          log(level, "a watched table cannot be looked at", { lake: lakeId, table: table.name, error });
        }
      }
    }
  }

  #changed(lakeId: string): void {
    this.#states.get(lakeId)?.set(this.#rows.list(lakeId));
  }

  #stateOf(lakeId: string): LatestValue<Kept> {
    const known = this.#states.get(lakeId);
    if (known) return known;
    const state = new LatestValue(this.#rows.list(lakeId));
    this.#states.set(lakeId, state);
    return state;
  }
}
