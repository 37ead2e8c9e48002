import { randomUUID } from "node:crypto";
import { rm, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join } from "node:path";
import type { Job } from "../../../../shared/contract/activity.ts";
import type { DownloadTarget } from "../../../../shared/contract/snapshots.ts";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { baseName, isFolderPath } from "../../../../shared/domain/object-address.ts";
import type { HostServices } from "../../../host-services.ts";
import { recordAct } from "../../../lake/journal/record-act.ts";
import type { Lake, OpenLakes } from "../../../lake/ports.ts";
import { keyOf } from "../../../lake/zone-keys.ts";
import type { AppDatabase } from "../../../state/app-database.ts";
import type { JobContext, Jobs } from "../../activity/index.ts";
import { DownloadLedger, type DownloadOrder } from "./download-ledger.ts";
import { type DownloadCount, downloadSelection } from "./download-selection.ts";

interface DownloadsDependencies {
  database: AppDatabase;
  lakes: OpenLakes;
  jobs: Jobs;
  host: Pick<HostServices, "paths" | "offerDownload">;
}

export interface DownloadRequest {
  lakeId: string;
  zoneId: string;
  paths: readonly string[];
  target: DownloadTarget;
}

const RECORDED_PATHS = 100;

/** Brings objects of a lake to this machine as they are. What is under way when the app ends goes on with its next run. */
export class DownloadsService {
  readonly #dependencies: DownloadsDependencies;
  readonly #ledger: DownloadLedger;
  readonly #running = new Set<string>();
  readonly #stopFollowing: () => void;
  #open: readonly Lake[] = [];
  #isClosing = false;

  constructor(dependencies: DownloadsDependencies) {
    this.#dependencies = dependencies;
    this.#ledger = new DownloadLedger(dependencies.database);
    this.#stopFollowing = dependencies.lakes.onChange((open) => {
      this.#open = open;
      for (const lake of open) this.#goOn(lake);
    });
  }

  /** Starts the download as a job. INVALID_INPUT for a target that cannot be written to. */
  async download({ lakeId, zoneId, paths, target }: DownloadRequest): Promise<{ jobId: string }> {
    const lake = this.#dependencies.lakes.get(lakeId);
    const [only] = paths;
    const isOneObject = paths.length === 1 && only !== undefined && !isFolderPath(only);
    if (target.kind !== "folder" && !isOneObject)
      throw new AppError("INVALID_INPUT", "Several objects do not fit into one file.", { hint: "Choose a folder." });
    for (const path of paths) keyOf(lake.definition(), zoneId, path);
    if (target.kind === "browser") return this.#forBrowser(lake, { zoneId, path: only ?? "" });
    await refuseImpossible(target);
    const order = { zoneId, paths: [...paths], target };
    const id = randomUUID();
    this.#ledger.add(id, lakeId, order);
    return this.#start(lake, id, order);
  }

  /** Goes on with what waits for the sign-in of these lakes. */
  signedIn(lakeIds: readonly string[]): void {
    for (const lake of this.#open) if (lakeIds.includes(lake.id)) this.#goOn(lake);
  }

  forget(lakeId: string): void {
    this.#ledger.forget(lakeId);
  }

  /** To be called before the jobs are closed, which would cancel what is to go on. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#stopFollowing();
  }

  /** Takes away what was offered to a browser. */
  async clean(): Promise<void> {
    await rm(this.#folderForBrowser, { recursive: true, force: true });
  }

  get #folderForBrowser(): string {
    return join(this.#dependencies.host.paths.temp, "downloads");
  }

  #goOn(lake: Lake): void {
    for (const { id, order } of this.#ledger.of(lake.id)) if (!this.#running.has(id)) this.#start(lake, id, order);
  }

  #start(lake: Lake, id: string, order: DownloadOrder): { jobId: string } {
    this.#running.add(id);
    const outcome: Job["outcome"] =
      order.target.kind === "file" ? { kind: "file", path: order.target.path } : { kind: "none" };
    return this.#job(lake, order, async (context) => {
      try {
        await this.#bring(lake, order, context);
        this.#ledger.remove(id);
        return outcome;
      } catch (error) {
        // What can go on, once the person has signed in or the network is back, stays.
        const isOver = context.signal.aborted ? !this.#isClosing : !(error instanceof AppError && error.retryable);
        if (isOver) this.#ledger.remove(id);
        throw error;
      } finally {
        this.#running.delete(id);
      }
    });
  }

  #forBrowser(lake: Lake, { zoneId, path }: { zoneId: string; path: string }): { jobId: string } {
    const offer = this.#dependencies.host.offerDownload;
    if (!offer)
      throw new AppError("INVALID_INPUT", "No place for the file was chosen.", { hint: "Choose a file name." });
    const file = join(this.#folderForBrowser, randomUUID(), "object");
    const order = { zoneId, paths: [path], target: { kind: "file", path: file } } as const;
    return this.#job(lake, { ...order, paths: [path] }, async (context) => {
      await this.#bring(lake, { ...order, paths: [path] }, context);
      const name = baseName(path);
      return { kind: "download", url: offer({ path: file, name }).url, name };
    });
  }

  #job(lake: Lake, { paths }: DownloadOrder, run: (context: JobContext) => Promise<NonNullable<Job["outcome"]>>) {
    const what = paths.length === 1 ? baseName(paths[0] ?? "") : `${paths.length.toLocaleString("en")} items`;
    const title = `Download ${what}`;
    return {
      jobId: this.#dependencies.jobs.start(
        { kind: "download", title, lakeId: lake.id, unit: "bytes", total: null },
        run,
      ),
    };
  }

  async #bring(lake: Lake, { zoneId, paths, target }: DownloadOrder, context: JobContext): Promise<void> {
    const keys = paths.map((path) => keyOf(lake.definition(), zoneId, path));
    const count: DownloadCount = { objects: 0, bytes: 0 };
    try {
      await downloadSelection({ lake, keys, target, keepsParts: () => this.#isClosing }, context, count);
    } finally {
      const unrecorded = count.objects > 0 ? await recordDownload(lake, { zoneId, paths }, count) : null;
      if (unrecorded !== null) context.warn(unrecorded);
    }
  }
}

/** Tells the lake what was taken out of it; where to is the person's own business. */
function recordDownload(
  lake: Lake,
  { zoneId, paths }: { zoneId: string; paths: readonly string[] },
  { objects, bytes }: DownloadCount,
): Promise<string | null> {
  const what = objects === 1 ? "1 object" : `${objects.toLocaleString("en")} objects`;
  const summary = `Downloaded ${what} of ${zoneId}${paths.length === 1 ? `/${paths[0] ?? ""}` : ""}`;
  const from = { zone: zoneId, paths: paths.slice(0, RECORDED_PATHS), pathCount: paths.length };
  return recordAct(lake, "snapshots.downloaded", { summary, objects, bytes, from });
}

async function refuseImpossible({ kind, path }: { kind: "file" | "folder"; path: string }): Promise<void> {
  if (!isAbsolute(path))
    throw new AppError("INVALID_INPUT", `“${path}” is not a full path.`, { hint: "Choose the place again." });
  const folder = kind === "folder" ? path : dirname(path);
  if (!(await stat(folder).catch(() => null))?.isDirectory())
    throw new AppError("INVALID_INPUT", `The folder “${folder}” is not there.`, { hint: "Choose another place." });
  if (kind === "file" && (await stat(path).catch(() => null))?.isDirectory())
    throw new AppError("INVALID_INPUT", `“${basename(path)}” is a folder.`, { hint: "Choose a file name." });
}
