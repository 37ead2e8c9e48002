import type { Upload, UploadItem } from "../../../shared/contract/transfers.ts";
import { relativePath } from "./relative-path.ts";

/** Files that are sent at a time. A browser opens at most six connections to one host, and pages need some. */
const AT_A_TIME = 4;
/** A file whose bytes did not arrive is sent again this often, if main still asks for it at the same address. */
const TRIES = 3;

/** Sends the bytes of a file to a one-time address; rejects when they did not all arrive. */
type Put = (url: string, file: File, signal: AbortSignal) => Promise<void>;

interface Flight {
  uploadId: string;
  itemId: string;
  controller: AbortController;
}

/**
 * Holds the files of this page's uploads by their path, and sends each when main awaits its bytes. What becomes of an
 * item is main's to say; this only delivers. Files hold no bytes: the browser reads them as they are sent.
 */
export class ByteSender {
  readonly #put: Put;
  readonly #held = new Map<string, Map<string, File>>();
  readonly #seen = new Set<string>();
  readonly #flights = new Map<string, Flight>();
  readonly #failures = new Map<string, number>();
  readonly #listeners = new Set<() => void>();
  #uploads: readonly Upload[] = [];
  #version = 0;

  constructor(put: Put) {
    this.#put = put;
  }

  /** Keeps the files of an upload, by their path below its folder; adds to those it has. */
  hold(uploadId: string, files: ReadonlyMap<string, File>): void {
    if (files.size === 0) return;
    this.#held.set(uploadId, new Map([...(this.#held.get(uploadId) ?? []), ...files]));
    this.#settle();
  }

  /** The uploads as main has them now. */
  follow(uploads: readonly Upload[]): void {
    this.#uploads = uploads;
    for (const { id } of uploads) this.#seen.add(id);
    for (const id of this.#held.keys()) {
      if (this.#seen.has(id) && !uploads.some((upload) => upload.id === id)) this.#held.delete(id);
    }
    this.#settle();
  }

  /** Whether the bytes of an item are in this page. */
  holds(upload: Upload, item: UploadItem): boolean {
    return this.#fileOf(upload, item) !== undefined;
  }

  /** Whether bytes would be lost if the page went away now. */
  get isSending(): boolean {
    return this.#flights.size > 0 || this.#uploads.some(({ id, state }) => state === "running" && this.#held.has(id));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes whenever what `holds` and `isSending` say may have. */
  readonly version = (): number => this.#version;

  #settle(): void {
    for (const [url, flight] of this.#flights) if (this.#isOver(flight)) this.#land(url);
    const asked = new Set<string>();
    for (const upload of this.#uploads) {
      for (const item of upload.items) {
        if (item.uploadUrl !== null) asked.add(item.uploadUrl);
        this.#launch(upload, item);
      }
    }
    for (const url of this.#failures.keys()) if (!asked.has(url)) this.#failures.delete(url);
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  #launch(upload: Upload, item: UploadItem): void {
    const url = item.uploadUrl;
    if (item.state !== "awaiting-bytes" || url === null || this.#flights.size >= AT_A_TIME) return;
    if (this.#flights.has(url) || (this.#failures.get(url) ?? 0) >= TRIES) return;
    const file = this.#fileOf(upload, item);
    if (!file) return;
    const controller = new AbortController();
    this.#flights.set(url, { uploadId: upload.id, itemId: item.id, controller });
    this.#put(url, file, controller.signal).then(
      () => this.#arrived(url, true),
      // Main tells why, with the item. Here it only matters whether there is anything left to send.
      async () => {
        if (!(await canBeRead(file))) this.#held.get(upload.id)?.delete(relativePath(upload, item));
        this.#arrived(url, false);
      },
    );
  }

  #arrived(url: string, whole: boolean): void {
    if (!this.#flights.delete(url)) return;
    // Once is enough for a whole file, even while main's next word of it is on its way.
    this.#failures.set(url, whole ? TRIES : (this.#failures.get(url) ?? 0) + 1);
    this.#settle();
  }

  #land(url: string): void {
    this.#flights.get(url)?.controller.abort();
    this.#flights.delete(url);
  }

  #isOver({ uploadId, itemId }: Flight): boolean {
    const upload = this.#uploads.find(({ id }) => id === uploadId);
    if (!upload) return this.#seen.has(uploadId);
    const item = upload.items.find(({ id }) => id === itemId);
    return upload.state === "cancelled" || item?.state === "cancelled";
  }

  #fileOf(upload: Upload, item: UploadItem): File | undefined {
    const file = this.#held.get(upload.id)?.get(relativePath(upload, item));
    return file?.size === item.size ? file : undefined;
  }
}

/** A browser refuses to read a file that was changed or removed since it was chosen (w3c.github.io/FileAPI, NotReadableError). */
async function canBeRead(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

async function putFile(url: string, file: File, signal: AbortSignal): Promise<void> {
  const response = await fetch(url, { method: "PUT", body: file, signal });
  if (!response.ok) throw new Error(`The file was not taken (${response.status}).`);
}

/** The one sender of this page. */
export const byteSender = new ByteSender(putFile);
