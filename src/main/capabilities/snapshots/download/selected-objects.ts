import { baseName } from "../../../../shared/domain/object-address.ts";
import type { ObjectStore, StoredObject } from "../../../lake/ports.ts";

/** An object that is to be downloaded. */
export interface SelectedObject {
  object: StoredObject;
  /** Its place below the folder into which the selection goes: names of the store, the last one its own. */
  path: readonly string[];
}

/** The selected objects and all that is below the selected folders. Links are passed over. */
export async function* selectedObjects(
  store: ObjectStore,
  keys: readonly string[],
  { signal }: { signal: AbortSignal },
): AsyncGenerator<SelectedObject, undefined> {
  for (const key of keys) {
    const entry = await store.stat(key, { signal });
    if (entry.kind === "object") yield { object: entry, path: [baseName(key)] };
    if (entry.kind !== "prefix") continue;
    for await (const page of store.list(entry.key, { recursive: true, signal })) {
      for (const inside of page) {
        if (inside.kind !== "object") continue;
        yield { object: inside, path: [baseName(key), ...inside.key.slice(entry.key.length).split("/")] };
      }
    }
  }
  return undefined;
}
