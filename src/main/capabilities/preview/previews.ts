import type { Preview, PreviewOptions } from "../../../shared/contract/preview.ts";
import { AppError, type ErrorCode } from "../../../shared/domain/app-error.ts";
import type { LakeDefinition } from "../../../shared/domain/lake-definition.ts";
import { isFolderPath, type ObjectAddress } from "../../../shared/domain/object-address.ts";
import type { StoredObject } from "../../lake/ports.ts";
import { keyOf, zoneOf } from "../../lake/zone-keys.ts";
import { describe, type DatasetDescription } from "./dataset-description.ts";
import { sampleOf, type SampledColumn } from "./dataset-sample.ts";
import type { ReadPreview } from "./head-preview.ts";
import { ByteCount, ObjectReader, type ReadableStore } from "./object-reader.ts";
import { linkError } from "./read-preview.ts";
import { PreviewClient } from "./worker/preview-client.ts";

interface ByteRange {
  address: ObjectAddress;
  offset: number;
  length: number;
}

/** The part of the open lakes that previews use. */
interface PreviewedLakes {
  get(lakeId: string): { readonly objects: ReadableStore; definition(): LakeDefinition };
}

/** How many rows a version of an object has, when a preview has come to know. */
type RowsFound = (address: ObjectAddress, found: { size: number; modified: number; rows: number }) => void;

const unreadable: ReadonlySet<ErrorCode> = new Set(["DAMAGED", "UNSUPPORTED", "OUT_OF_MEMORY", "TIMEOUT"]);

/** Shows the head of any object or dataset folder, reading as little as that takes and never the whole. */
export class Previews {
  readonly #lakes: PreviewedLakes;
  readonly #client: PreviewClient;
  readonly #onRows: RowsFound;

  /** `worker` is the program of workers/preview-worker.ts. */
  constructor(lakes: PreviewedLakes, worker: URL, onRows: RowsFound = () => {}) {
    this.#lakes = lakes;
    this.#onRows = onRows;
    this.#client = new PreviewClient(worker);
  }

  /**
   * The head of an object, or of a folder that is one dataset. NOT_FOUND, ACCESS_DENIED and CHANGED_WHILE_READING come
   * from the store; DAMAGED and UNSUPPORTED say what is wrong with the content.
   */
  async open(address: ObjectAddress, options: PreviewOptions, signal: AbortSignal): Promise<Preview> {
    const { preview, version } = await this.#read(address, options, signal);
    const rows = rowsOf(preview, options);
    if (version && rows !== null) this.#onRows(address, { ...version, rows });
    return preview;
  }

  /** What registering an object or folder as a table needs. UNSUPPORTED for what is no table; else fails as `open`. */
  async describe(address: ObjectAddress, signal: AbortSignal): Promise<DatasetDescription> {
    // A Parquet footer says all of it; of text, columns are known by its head.
    return describe(await this.#read(address, { maxRows: 0 }, signal));
  }

  /** As `describe`, with values of the first rows and what the types of text columns are based on. */
  async sample(
    address: ObjectAddress,
    { rows }: { rows: number },
    signal: AbortSignal,
  ): Promise<DatasetDescription & { samples: SampledColumn[] }> {
    const read = await this.#read(address, { maxRows: rows }, signal).catch((error: unknown) => {
      // Values that cannot be read do not keep a file from saying what its columns are.
      if (error instanceof AppError && unreadable.has(error.code)) return this.#read(address, { maxRows: 0 }, signal);
      throw error;
    });
    return { ...describe(read), samples: sampleOf(read.preview) };
  }

  /** A stretch of an object's bytes as lower-case hex; shorter at the end, empty behind it. */
  async bytes({ address, offset, length }: ByteRange, signal: AbortSignal) {
    const { store, key } = this.#locate(address);
    const object = await statObject(store, key, signal);
    const reader = new ObjectReader(store, object, new ByteCount(), signal);
    const bytes = await reader.range(offset, offset + length);
    return { offset, hex: Buffer.from(bytes).toString("hex"), size: object.size };
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  #read(address: ObjectAddress, options: PreviewOptions, signal: AbortSignal): Promise<ReadPreview> {
    const { store, key, location } = this.#locate(address);
    const isFolder = isFolderPath(address.path);
    return this.#client.read(store, { key, isFolder, zoneLocation: location, options }, signal);
  }

  #locate({ lakeId, zoneId, path }: ObjectAddress) {
    const lake = this.#lakes.get(lakeId);
    const definition = lake.definition();
    return {
      store: lake.objects,
      key: keyOf(definition, zoneId, path),
      location: zoneOf(definition, zoneId).location,
    };
  }
}

/** The rows of the whole table, if the preview tells; null too where a person overrules how it is read. */
function rowsOf(preview: Preview, { as, dialect }: PreviewOptions): number | null {
  if (preview.kind !== "table" || as !== undefined || dialect !== undefined) return null;
  return preview.totalRows ?? (preview.complete ? preview.rows.length : null);
}

async function statObject(store: ReadableStore, key: string, signal: AbortSignal): Promise<StoredObject> {
  const entry = await store.stat(key, { signal });
  if (entry.kind === "object") return entry;
  if (entry.kind === "link") throw linkError(key);
  throw new AppError("INVALID_INPUT", "A folder has no bytes of its own to show.");
}
