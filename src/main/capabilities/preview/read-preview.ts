import type { PreviewOptions } from "../../../shared/contract/preview.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import { readEarly } from "./early-read.ts";
import { previewFolder } from "./folder/folder-preview.ts";
import type { ReadPreview } from "./head-preview.ts";
import { previewObject } from "./object-preview.ts";
import { ByteCount, ObjectReader, type ReadableStore } from "./object-reader.ts";

/** What to show: a key of the store, and the prefix of its zone. */
export interface PreviewRequest {
  key: string;
  isFolder: boolean;
  zoneLocation: string;
  options: PreviewOptions;
}

/** Reads the preview of an object or folder. A key of a folder need not end in "/". */
export async function readPreview(
  store: ReadableStore,
  { key, isFolder, zoneLocation, options }: PreviewRequest,
  signal: AbortSignal,
): Promise<ReadPreview> {
  if (!isFolder) {
    readEarly(store, key, options, signal);
    const entry = await store.stat(key, { signal });
    if (entry.kind === "object") {
      const read = await previewObject(new ObjectReader(store, entry, new ByteCount(), signal), options);
      return { ...read, version: { size: entry.size, modified: entry.modified } };
    }
    if (entry.kind === "link") throw linkError(entry.key);
  }
  const prefix = key.endsWith("/") ? key : `${key}/`;
  return previewFolder({ store, prefix, zoneLocation, options, signal });
}

export function linkError(key: string): AppError {
  return new AppError(
    "UNSUPPORTED",
    `“${key}” is a symbolic link or a special file, which Lakeshore does not follow.`,
    {
      hint: "Open the file that it points to, or copy it into the lake.",
    },
  );
}
