import type { PreviewOptions } from "../../../shared/contract/preview.ts";
import { formatOfName } from "../../../shared/domain/data-format.ts";
import { parquetTailStart } from "../../../shared/domain/parquet-tail.ts";
import { ByteCount, ObjectReader, type ReadableStore } from "./object-reader.ts";

/**
 * Begins to read what a preview reads first of the version that was last seen, while the store is asked which version
 * there is: the store keeps the bytes, so that the preview finds them or waits for the same request. Of a version that is
 * no more nothing is read.
 */
export function readEarly(store: ReadableStore, key: string, options: PreviewOptions, signal: AbortSignal): void {
  const object = store.remote?.seen(key);
  if (!store.remote || !object || object.size === 0) return;
  if ((options.as ?? formatOfName(key)) !== "parquet") return;
  const reader = new ObjectReader(store, object, new ByteCount(), signal);
  // Whatever is wrong with it, the preview itself will meet.
  reader.range(parquetTailStart(object.size, store.remote.readUnit), object.size).catch(() => undefined);
}
