import { AppError } from "../../../shared/domain/app-error.ts";
import type { Zone } from "../../../shared/domain/lake-definition.ts";
import type { StoredObject } from "../ports.ts";
import type { HeldFile } from "../remote/file-shelf.ts";
import type { ChosenFile } from "../remote/remote-files.ts";
import { linkRefused } from "./dataset-names.ts";
import type { QuestionedLake } from "./questioned-lake.ts";

/** Bytes that a question may fetch before the person is asked, and at most. */
export interface DownloadLimits {
  ask: number;
  most: number;
}

export interface DownloadProgress {
  done: number;
  total: number;
}

/** Objects that are fetched at the same time. */
const AT_ONCE = 6;

/**
 * The files of one question on this machine: of a lake that is a folder where they are, of any other brought here and
 * held until the question has ended. No more is fetched than the person allows.
 */
export class QuestionFiles {
  readonly #lake: QuestionedLake;
  readonly #limits: DownloadLimits;
  readonly #allowed: number;
  readonly #onProgress: (progress: DownloadProgress) => void;
  readonly #held = new Map<string, Promise<HeldFile>>();
  readonly #others: HeldFile[] = [];
  #planned = 0;
  #done = 0;
  #total = 0;

  /** `allowBytes` is what the person has allowed for this question; null is the limit up to which nobody is asked. */
  constructor(
    lake: QuestionedLake,
    limits: DownloadLimits,
    allowBytes: number | null,
    onProgress: (progress: DownloadProgress) => void,
  ) {
    this.#lake = lake;
    this.#limits = limits;
    this.#allowed = Math.min(limits.most, Math.max(allowBytes ?? 0, limits.ask));
    this.#onProgress = onProgress;
  }

  get isRemote(): boolean {
    return this.#lake.remote !== null;
  }

  /** TOO_LARGE when the question would fetch more than is allowed, with all of these objects and what it had before. */
  async requireAllowed(objects: readonly StoredObject[]): Promise<void> {
    const { remote } = this.#lake;
    if (!remote) return;
    for (const object of new Set(objects)) this.#planned += await remote.missingBytes(object);
    this.#requireBytes(this.#planned);
  }

  /** Fetches what is not here, several objects at once. */
  async bring(objects: readonly StoredObject[], signal: AbortSignal): Promise<void> {
    if (!this.#lake.remote) return;
    const waiting = [...objects];
    const bringNext = async () => {
      for (let object = waiting.shift(); object; object = waiting.shift()) await this.#fileOf(object, signal);
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, objects.length) }, bringNext));
  }

  /** Absolute path of a file that the engine may read: in the lake's folder and behind no link, or a copy of the object. */
  async pathOf(zone: Zone, object: StoredObject, signal: AbortSignal): Promise<string> {
    if (this.#lake.remote) return (await this.#fileOf(object, signal)).path;
    const { key } = object;
    try {
      const path = await this.#lake.objects.localPath(key, { signal });
      if (path !== null) return path;
    } catch (error) {
      if (error instanceof AppError && error.code === "UNSUPPORTED")
        throw linkRefused(zone, key.slice(zone.location.length));
      throw error;
    }
    throw new AppError("UNSUPPORTED", "Files of this lake are not on this machine, so they cannot be queried here.");
  }

  /** Fetches files of parts of objects, and gives their paths in the same order. */
  async bringChosen(chosen: readonly ChosenFile[], signal: AbortSignal): Promise<string[]> {
    const { remote } = this.#lake;
    if (!remote) throw new Error("the files of this lake are on this machine");
    const paths = new Map<ChosenFile, string>();
    const waiting = [...chosen];
    const bringNext = async () => {
      for (let file = waiting.shift(); file; file = waiting.shift()) {
        const { object, part } = file;
        if (!part) {
          paths.set(file, (await this.#fileOf(object, signal)).path);
          continue;
        }
        const held = await remote.bringPart(object, part, { signal, onBytes: this.#counter(part.size) });
        this.hold(held);
        paths.set(file, held.path);
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, chosen.length) }, bringNext));
    return chosen.map((file) => paths.get(file) ?? "");
  }

  /** TOO_LARGE when these, with what was planned before, are more than is allowed. */
  async requireChosenAllowed(chosen: readonly ChosenFile[]): Promise<void> {
    const { remote } = this.#lake;
    if (!remote) return;
    for (const { object, part } of chosen) {
      this.#planned += part ? await remote.missingPart(object, part) : await remote.missingBytes(object);
    }
    this.#requireBytes(this.#planned);
  }

  /** Keeps a file until the question has ended. */
  hold(held: HeldFile): void {
    this.#others.push(held);
  }

  /** The files may go from now on. */
  async release(): Promise<void> {
    for (const held of this.#held.values()) {
      await held.then(
        (file) => file.release(),
        () => undefined,
      );
    }
    this.#held.clear();
    for (const held of this.#others.splice(0)) held.release();
  }

  #fileOf(object: StoredObject, signal: AbortSignal): Promise<HeldFile> {
    const { remote } = this.#lake;
    if (!remote) throw new Error("the files of this lake are on this machine");
    const known = this.#held.get(object.key);
    if (known) return known;
    const file = remote.bring(object, { signal, onBytes: this.#counter(object.size) });
    this.#held.set(object.key, file);
    return file;
  }

  #counter(size: number): (bytes: number) => void {
    let isCounted = false;
    return (bytes) => {
      if (!isCounted) this.#total += size;
      isCounted = true;
      this.#done += bytes;
      this.#onProgress({ done: this.#done, total: Math.max(this.#total, this.#planned) });
    };
  }

  #requireBytes(bytes: number): void {
    const { most } = this.#limits;
    if (bytes <= this.#allowed) return;
    const askable = bytes <= most;
    const limit = askable ? this.#allowed : most;
    throw new AppError("TOO_LARGE", `This question would read ${readable(bytes)} from the lake.`, {
      hint: askable
        ? "Run it if that is what you want, or ask for fewer columns, files or partitions."
        : `At most ${readable(most)} are fetched for one question. Ask for fewer columns, files or partitions, or use an engine that is where the data is.`,
      details: { bytes, limit, askable },
    });
  }
}

/** As disks are sold: powers of 1,000. */
function readable(bytes: number): string {
  return bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
