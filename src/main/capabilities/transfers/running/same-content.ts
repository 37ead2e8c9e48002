import { open } from "node:fs/promises";
import type { ObjectStore, StoredObject } from "../../../lake/ports.ts";
import { sourceError } from "../source-errors.ts";

/** Whether an object of the store holds just the bytes of a file of this machine. */
export async function hasContentOf(
  path: string,
  { objects, object }: { objects: ObjectStore; object: StoredObject },
  signal: AbortSignal,
): Promise<boolean> {
  const file = await open(path, "r").catch((error: unknown) => {
    throw sourceError(error, path);
  });
  try {
    if ((await file.stat()).size !== object.size) return false;
    let position = 0;
    for await (const chunk of objects.read(object.key, { ifMatch: object.etag, signal })) {
      const own = Buffer.allocUnsafe(chunk.byteLength);
      for (let filled = 0; filled < own.byteLength;) {
        const { bytesRead } = await file.read(own, filled, own.byteLength - filled, position + filled);
        if (bytesRead === 0) return false;
        filled += bytesRead;
      }
      if (own.compare(chunk) !== 0) return false;
      position += chunk.byteLength;
    }
    return position === object.size;
  } finally {
    await file.close();
  }
}
