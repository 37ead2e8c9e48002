import { join } from "node:path";
import type { ProfileSummary } from "../../../shared/contract/profiles.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import { baseName, type ObjectAddress } from "../../../shared/domain/object-address.ts";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import type { ProfileProgress } from "../../lake/dataset-profile.ts";
import type { Lake } from "../../lake/ports.ts";
import { removeDatabase } from "../../state/remove-database.ts";
import type { JobContext, Jobs } from "../activity/index.ts";
import type { ColumnPair } from "./index-database/profile-protocol.ts";
import { KeptProfiles } from "./kept-profiles.ts";

interface ProfilesDependencies {
  lakes: { get(lakeId: string): ProfiledLake };
  jobs: Jobs;
  indexWorker: URL;
  indexFolder: string;
}

type ProfiledLake = Pick<Lake, "id" | "tables" | "queries">;

interface StartProfile {
  address: ObjectAddress;
  table: string | null;
  allowBytes: number | null;
}

type Options = { signal: AbortSignal };

/** Figures of the columns of datasets: made on request, kept on this machine, and compared with the last ones. */
export class ProfilesService {
  readonly #dependencies: ProfilesDependencies;
  readonly #kept = new Map<string, KeptProfiles>();
  /** Jobs that are running, by dataset. */
  readonly #running = new Map<string, string>();

  constructor(dependencies: ProfilesDependencies) {
    this.#dependencies = dependencies;
  }

  /** Starts a profile as a job, or tells of the one that is running. */
  async start({ address, table: name, allowBytes }: StartProfile, { signal }: Options): Promise<{ jobId: string }> {
    const { lakes, jobs } = this.#dependencies;
    const lake = lakes.get(address.lakeId);
    const table = name === null ? null : await lake.tables.get(address.zoneId, name, { signal });
    const key = keyOf(address);
    const running = this.#running.get(key);
    if (running !== undefined) return { jobId: running };
    const called = name ?? (baseName(address.path) || address.zoneId);
    const jobId = jobs.start(
      { kind: "profile", title: `Profile ${called}`, lakeId: lake.id, unit: "columns", total: null },
      async (job) => {
        try {
          await this.#profile(lake, { address, table, allowBytes }, job);
          return { kind: "none" };
        } finally {
          this.#running.delete(key);
        }
      },
    );
    this.#running.set(key, jobId);
    return { jobId };
  }

  async get(address: ObjectAddress, options: Options) {
    const [current = null, previous = null] = await this.#of(address.lakeId).newest(address, options);
    return { current, previous, jobId: this.#running.get(keyOf(address)) ?? null };
  }

  async columns(
    address: ObjectAddress,
    page: { first: number; limit: number },
    options: Options,
  ): Promise<ColumnPair[]> {
    return [...(await this.#of(address.lakeId).columns(address, page, options))];
  }

  /** What is known of a lake goes with it. */
  async forget(lakeId: string): Promise<void> {
    await this.#kept.get(lakeId)?.close();
    this.#kept.delete(lakeId);
    await removeDatabase(this.#pathOf(lakeId));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#kept.values()].map((kept) => kept.close()));
  }

  async #profile(
    lake: ProfiledLake,
    { address, table, allowBytes }: { address: ObjectAddress; table: TableEntry | null; allowBytes: number | null },
    { signal, progress, warn }: JobContext,
  ): Promise<void> {
    const { zoneId, path } = address;
    const kept = this.#of(lake.id);
    const id = await kept.begin({ zoneId, path }, { signal });
    try {
      const made = await lake.queries.local.profile(
        { zoneId, path, table, allowBytes },
        {
          signal,
          onProgress: (moved) => progress(shown(moved)),
          onColumns: (columns) => kept.add(id, columns, { signal }),
        },
      );
      const warnings = [...made.warnings];
      const summary: ProfileSummary = { id, at: new Date().toISOString(), ...made, warnings };
      await kept.finish(summary, { signal });
      for (const warning of warnings) warn(warning);
    } catch (error) {
      await kept.discard(id);
      throw error;
    }
  }

  #of(lakeId: string): KeptProfiles {
    const known = this.#kept.get(lakeId);
    if (known) return known;
    const made = new KeptProfiles(this.#dependencies.indexWorker, this.#pathOf(lakeId));
    this.#kept.set(lakeId, made);
    return made;
  }

  #pathOf(lakeId: string): string {
    // The id becomes a part of a path: one that no lake has is refused here.
    if (!/^[\w-]+$/.test(lakeId)) throw new AppError("NOT_FOUND", "That lake is not known.");
    return join(this.#dependencies.indexFolder, `${lakeId}-profiles.db`);
  }
}

function keyOf({ lakeId, zoneId, path }: ObjectAddress): string {
  return JSON.stringify([lakeId, zoneId, path]);
}

function shown({ columns, download }: ProfileProgress): Partial<Parameters<JobContext["progress"]>[0]> {
  if (!download || columns.total > 0) return { done: columns.done, total: columns.total || null, detail: null };
  const share = download.total === 0 ? 0 : Math.floor((100 * download.done) / download.total);
  return { detail: `${share} % fetched from the lake` };
}
