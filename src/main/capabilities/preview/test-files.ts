import { mkdtemp, mkdir, open, readdir, lstat, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PreviewOptions, type Preview, type TablePreview } from "../../../shared/contract/preview.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { StoredObject } from "../../lake/ports.ts";
import { previewFolder } from "./folder/folder-preview.ts";
import { previewObject } from "./object-preview.ts";
import { ByteCount, ObjectReader, type ReadableStore } from "./object-reader.ts";

/** Real files in a temporary folder, read through the part of the store port that previews use. */
export class TestFiles {
  readonly root: string;
  /** Every range that was asked for. */
  readonly ranges: { key: string; start: number; end: number }[] = [];

  /** Runs before each read of the next preview, with the number of reads so far. */
  beforeRead: ((reads: number) => Promise<unknown>) | null = null;
  #reads = 0;

  private constructor(root: string) {
    this.root = root;
  }

  static async create(): Promise<TestFiles> {
    return new TestFiles(await mkdtemp(join(tmpdir(), "lakeshore-preview-")));
  }

  remove(): Promise<void> {
    return rm(this.root, { recursive: true, force: true });
  }

  path(key: string): string {
    return join(this.root, key);
  }

  async write(key: string, content: string | Uint8Array): Promise<string> {
    await mkdir(dirname(this.path(key)), { recursive: true });
    await writeFile(this.path(key), content);
    return key;
  }

  async preview(key: string, options: Partial<PreviewOptions> = {}, signal?: AbortSignal): Promise<Preview> {
    return (await this.read(key, options, signal)).preview;
  }

  async read(key: string, options: Partial<PreviewOptions> = {}, signal = new AbortController().signal) {
    const object = await this.#object(key);
    const reader = new ObjectReader(this.store, object, new ByteCount(), signal);
    return previewObject(reader, PreviewOptions.parse(options)).finally(() => {
      this.beforeRead = null;
    });
  }

  async table(key: string, options: Partial<PreviewOptions> = {}): Promise<TablePreview> {
    return asTable(await this.preview(key, options));
  }

  async folder(prefix: string, zoneLocation = "", options: Partial<PreviewOptions> = {}): Promise<Preview> {
    const signal = new AbortController().signal;
    const request = { store: this.store, prefix, zoneLocation, options: PreviewOptions.parse(options), signal };
    return (await previewFolder(request)).preview;
  }

  readonly store: ReadableStore = {
    stat: async (key) => {
      const isLink = (await lstat(this.path(key)).catch(() => null))?.isSymbolicLink() === true;
      return isLink ? { kind: "link", key, target: null } : this.#object(key);
    },
    list: (prefix, { recursive }) => this.#list(prefix, recursive),
    read: (key, { range, ifMatch, signal }) => this.#read(key, range ?? { start: 0, end: Infinity }, ifMatch, signal),
  };

  async #object(key: string): Promise<StoredObject> {
    const status = await lstat(this.path(key)).catch(() => null);
    if (!status) throw new AppError("NOT_FOUND", "There is no such file.");
    const { size, mtimeMs, ino } = status;
    return { kind: "object", key, size, modified: mtimeMs, etag: `${ino}-${size}-${mtimeMs}` };
  }

  async *#read(key: string, range: { start: number; end: number }, ifMatch: string | undefined, signal: AbortSignal) {
    signal.throwIfAborted();
    this.#reads = this.beforeRead ? this.#reads + 1 : 0;
    await this.beforeRead?.(this.#reads);
    const object = await this.#object(key);
    if (ifMatch !== undefined && ifMatch !== object.etag) throw new AppError("CHANGED_WHILE_READING", "It changed.");
    this.ranges.push({ key, ...range });
    const file = await open(this.path(key));
    try {
      const end = Math.min(range.end, object.size);
      for (let at = range.start; at < end;) {
        signal.throwIfAborted();
        const { bytesRead, buffer } = await file.read(Buffer.alloc(Math.min(65_536, end - at)), 0, undefined, at);
        if (bytesRead === 0) return;
        at += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await file.close();
    }
  }

  async *#list(prefix: string, recursive: boolean) {
    const entries = await readdir(this.path(prefix), { recursive, withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const key = join(entry.parentPath, entry.name).slice(this.root.length + 1);
      if (entry.isFile()) yield [await this.#object(key)];
      else if (!recursive) yield [{ kind: "prefix" as const, key: `${key}/`, modified: null }];
    }
  }
}

export function asTable(preview: Preview): TablePreview {
  if (preview.kind !== "table") throw new Error(`expected a table, got ${JSON.stringify(preview).slice(0, 500)}`);
  return preview;
}
