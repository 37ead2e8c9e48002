import type { ObjectStore } from "../../lake/ports.ts";
import type { JobContext } from "../activity/index.ts";
import { expand } from "./object-operations.ts";

/** Deletes a selection: objects as they are found, folders from the inside out. What cannot be deleted becomes a warning. */
export async function deleteSelection(store: ObjectStore, keys: readonly string[], context: JobContext): Promise<void> {
  const folders: string[] = [];
  let done = 0;
  const objects = async function* () {
    for await (const { key, kind } of expand(store, keys, context)) {
      if (kind === "prefix") folders.push(key);
      else yield key;
    }
  };
  for await (const { key, error } of store.delete(objects(), context)) {
    done += 1;
    context.progress({ done, detail: key });
    if (error) context.warn(`${key}: ${error.message}`);
  }
  for await (const { key, error } of store.delete(folders.toReversed(), context)) {
    if (error) context.warn(`${key}: ${error.message}`);
  }
}
