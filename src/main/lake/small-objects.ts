import { AppError } from "../../shared/domain/app-error.ts";
import type { ObjectStore } from "./ports.ts";

/** Lakeshore's own records (events, definitions, catalog entries) are small; one above this is not ours. */
const LARGEST_RECORD = 64 * 1024 * 1024;

/** All bytes of a small object; TOO_LARGE above 64 MiB. */
export async function readWhole(
  store: ObjectStore,
  key: string,
  { signal }: { signal: AbortSignal },
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of store.read(key, { signal })) {
    size += chunk.byteLength;
    if (size > LARGEST_RECORD) throw new AppError("TOO_LARGE", `${key} is larger than a record of Lakeshore can be.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
