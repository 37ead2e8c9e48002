import type { Upload } from "../../../shared/contract/transfers.ts";
import { LatestValue } from "../../streams/latest-value.ts";
import type { TrackedUpload } from "./tracked-upload.ts";

/** Milliseconds between two states that are shown. */
const EVERY_MS = 100;

/** The uploads that people see, as they move: at most ten states a second, however fast the files are. */
export class UploadBoard {
  /** Oldest first. */
  readonly #uploads = new Map<string, TrackedUpload>();
  readonly #shown = new LatestValue<Upload[]>([]);
  readonly #listeners = new Set<() => void>();
  #timer: NodeJS.Timeout | null = null;

  get uploads(): TrackedUpload[] {
    return [...this.#uploads.values()];
  }

  find(id: string): TrackedUpload | undefined {
    return this.#uploads.get(id);
  }

  add(upload: TrackedUpload): void {
    this.#uploads.set(upload.row.id, upload);
    this.show();
  }

  remove(id: string): void {
    this.#uploads.delete(id);
    this.show();
  }

  /** Something has changed: readers see it with the next state. */
  readonly moved = (): void => {
    this.#timer ??= setTimeout(() => this.show(), EVERY_MS);
  };

  /** Called with every state that is shown; returns the stop. */
  onShow(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Newest first. */
  follow(signal?: AbortSignal): AsyncGenerator<Upload[], void, undefined> {
    return this.#shown.follow(signal);
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#shown.close();
  }

  /** Shows at once how things are. */
  show(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#shown.set(this.uploads.toReversed().map((upload) => upload.snapshot()));
    for (const listener of this.#listeners) listener();
  }
}
