import type {
  ConflictPolicy,
  Upload,
  UploadItem,
  UploadPlan,
  UploadSource,
} from "../../../shared/contract/transfers.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import type { HostServices } from "../../host-services.ts";
import type { Lake, OpenLakes } from "../../lake/ports.ts";
import { keyOf } from "../../lake/zone-keys.ts";
import { log } from "../../log.ts";
import type { AppDatabase } from "../../state/app-database.ts";
import type { Jobs } from "../activity/index.ts";
import { UploadLedger } from "./ledger/upload-ledger.ts";
import type { Patience } from "./running/receive-bytes.ts";
import { TrackedUpload } from "./tracked-upload.ts";
import { UploadBoard } from "./upload-board.ts";
import { UploadPlans } from "./upload-plans.ts";
import { UploadRunner } from "./upload-runner.ts";
import { recoverUploads } from "./upload-recovery.ts";

export interface TransfersDependencies {
  database: AppDatabase;
  lakes: OpenLakes;
  jobs: Jobs;
  acceptUpload: HostServices["acceptUpload"];
  /** Called after objects were added to a lake. */
  onStored: (lakeId: string) => void;
  patience?: Patience;
}

/** Ten times what the slowest page needs between two pieces of work. Milliseconds. */
const PATIENCE: Patience = { begin: 60_000, next: 120_000 };

/** Bounds of the ledger: uploads that are shown, and items over all of them. */
const KEPT_UPLOADS = 50;
const KEPT_ITEMS = 500_000;

/** Brings files into lakes, however long it takes and whatever ends in between. */
export class TransfersService {
  readonly #lakes: OpenLakes;
  readonly #ledger: UploadLedger;
  readonly #plans: UploadPlans;
  readonly #board = new UploadBoard();
  readonly #runner: UploadRunner;
  readonly #ready: Promise<void>;
  readonly #stopFollowing: () => void;
  #recording: Promise<void> = Promise.resolve();

  constructor({ database, lakes, jobs, acceptUpload, onStored, patience = PATIENCE }: TransfersDependencies) {
    this.#lakes = lakes;
    this.#ledger = new UploadLedger(database);
    this.#plans = new UploadPlans(this.#ledger);
    const board = this.#board;
    this.#runner = new UploadRunner({ ledger: this.#ledger, lakes, jobs, acceptUpload, patience, onStored, board });
    this.#ready = this.#recover();
    this.#stopFollowing = lakes.onChange((open) => this.#recordEarlier(open));
  }

  /** INVALID_INPUT for Lakeshore's own folder; UNSUPPORTED for streamed files where paths are read instead. */
  async plan(
    destination: ObjectAddress,
    sources: readonly UploadSource[],
    { signal }: { signal: AbortSignal },
  ): Promise<UploadPlan> {
    await this.#ready;
    const lake = this.#lakes.get(destination.lakeId);
    this.#refuseDestination(destination, keyOf(lake.definition(), destination.zoneId, destination.path));
    const { write } = lake.objects.capabilities();
    if (!write.available) throw new AppError("UNSUPPORTED", write.reason);
    if (!this.#runner.acceptsStreams && sources.some(({ kind }) => kind === "stream")) {
      throw new AppError("UNSUPPORTED", "This app reads files by their path.", { hint: "Drop the files again." });
    }
    return this.#plans.make(lake, destination, sources, signal);
  }

  /** NOT_FOUND for a plan that is not kept any more, or when the lake was closed. */
  async start(
    planId: string,
    conflict: ConflictPolicy,
    perPath: Readonly<Record<string, ConflictPolicy>>,
  ): Promise<Upload> {
    await this.#ready;
    const planned = this.#ledger.find(planId);
    if (planned) this.#lakes.get(planned.lakeId);
    this.#plans.take(planId);
    const upload = new TrackedUpload(this.#ledger.start(planId, conflict, perPath), this.#ledger.items);
    this.#board.add(upload);
    this.#runner.start(upload);
    await this.#dropOldest();
    return upload.snapshot();
  }

  async *watch(signal?: AbortSignal): AsyncGenerator<Upload[], void, undefined> {
    await this.#ready;
    yield* this.#board.follow(signal);
  }

  /** `after` is the `next` of the page before. */
  async items(
    uploadId: string,
    after: string | null,
    limit: number,
  ): Promise<{ items: UploadItem[]; next: string | null }> {
    await this.#ready;
    const upload = this.#upload(uploadId);
    this.#runner.flush(uploadId);
    const page = this.#ledger.items.page(uploadId, after === null ? 0 : positionOf(after), limit + 1);
    const shown = page.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map((item) => upload.present(item)),
      next: page.length > limit && last ? String(last.position) : null,
    };
  }

  /** One item, or all that is not finished. What is stored stays. */
  async cancel(uploadId: string, itemId: string | null): Promise<void> {
    await this.#ready;
    const upload = this.#upload(uploadId);
    if (itemId === null) await this.#runner.cancel(upload);
    else this.#runner.cancelItem(upload, positionOf(itemId));
  }

  /** Sends again what failed, or one item that failed or was cancelled, and goes on with what a pause left. */
  async retry(uploadId: string, itemId: string | null): Promise<void> {
    await this.#ready;
    await this.#runner.retry(this.#upload(uploadId), itemId === null ? null : positionOf(itemId));
  }

  /** Someone has signed in to these lakes: what waited for that goes on where it was. */
  async signedIn(lakeIds: readonly string[]): Promise<void> {
    await this.#ready;
    const isWaiting = ({ row }: TrackedUpload) =>
      row.state === "paused" && row.error?.code === "AUTH_REQUIRED" && lakeIds.includes(row.lakeId);
    for (const upload of this.#board.uploads.filter(isWaiting)) await this.#runner.retry(upload, null);
  }

  async clearFinished(): Promise<void> {
    await this.#ready;
    const finished = this.#board.uploads.filter(({ row }) => row.state !== "running" && row.state !== "paused");
    for (const upload of finished) await this.#forget(upload);
  }

  /** Stops what moves, so that a later run of the app can go on with it, and writes everything down. */
  async close(): Promise<void> {
    await this.#ready;
    this.#stopFollowing();
    await this.#recording;
    await this.#runner.close();
    await this.#plans.close();
    this.#board.close();
  }

  async #recover(): Promise<void> {
    for (const row of await recoverUploads(this.#ledger)) {
      this.#board.add(new TrackedUpload(row, this.#ledger.items));
    }
    await this.#dropOldest();
  }

  #recordEarlier(open: readonly Lake[]): void {
    const before = this.#recording;
    const record = async () => {
      await before;
      await this.#ready;
      for (const lake of open) await this.#runner.recordEarlier(lake);
    };
    this.#recording = record().catch((error: unknown) => {
      log("warn", "earlier uploads are not recorded", { error });
    });
  }

  #refuseDestination({ path }: ObjectAddress, key: string): void {
    if (path !== "" && !path.endsWith("/")) {
      throw new AppError("INVALID_INPUT", `“${path}” is not a folder.`, { hint: "Drop the files on a folder." });
    }
    if (key.split("/").some((segment) => segment.toLowerCase() === ".lakeshore")) {
      throw new AppError("INVALID_INPUT", "“.lakeshore” holds what Lakeshore keeps for the lake, not data.", {
        hint: "Choose another folder.",
      });
    }
  }

  #upload(uploadId: string): TrackedUpload {
    const upload = this.#board.find(uploadId);
    if (!upload) throw unknownUpload();
    return upload;
  }

  async #dropOldest(): Promise<void> {
    const ended = this.#board.uploads.filter(({ row }) => row.state !== "running");
    while (this.#board.uploads.length > KEPT_UPLOADS || this.#ledger.items.total() > KEPT_ITEMS) {
      const oldest = ended.shift();
      if (!oldest) return;
      await this.#forget(oldest);
    }
  }

  async #forget(upload: TrackedUpload): Promise<void> {
    await this.#runner.settled(upload.row.id);
    this.#board.remove(upload.row.id);
    await this.#ledger.drop(upload.row.id);
  }
}

function positionOf(id: string): number {
  const position = Number(id);
  if (!Number.isSafeInteger(position)) throw new AppError("INVALID_INPUT", "That file of the upload is not known.");
  return position;
}

function unknownUpload(): AppError {
  return new AppError("NOT_FOUND", "That upload is not known any more.");
}
