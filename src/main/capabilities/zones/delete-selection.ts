import { AppError } from "../../../shared/domain/app-error.ts";
import type { ObjectStore } from "../../lake/ports.ts";
import type { JobContext } from "../activity/index.ts";
import type { ActCount } from "./act-count.ts";
import { Failures } from "./failures.ts";
import { expand } from "./object-operations.ts";

/**
 * Deletes a selection: objects as they are found, folders from the inside out. What is gone already counts as deleted;
 * what cannot be deleted becomes a warning. When nothing at all could be deleted, the first failure is thrown. `count`
 * tells what was deleted, also when this throws.
 */
export async function deleteSelection(
  store: ObjectStore,
  keys: readonly string[],
  context: JobContext,
  count: ActCount = { seen: 0, done: 0 },
): Promise<void> {
  const folders: string[] = [];
  const failures = new Failures(context);
  for (const key of keys) {
    await failures.keep(key, async () => {
      for await (const outcome of store.delete(objectsOf(store, key, folders, context), context)) {
        count.seen += 1;
        context.progress({ done: count.seen, detail: outcome.key });
        if (outcome.error) failures.add(outcome.key, outcome.error);
        else count.done += 1;
      }
    });
  }
  for await (const { key, error } of store.delete(folders.toReversed(), context)) {
    if (error) failures.add(key, error);
    else count.done += 1;
  }
  if (count.done === 0) failures.throwFirst();
}

/** The objects of a selected key; the folders among them are added to `folders`. */
async function* objectsOf(
  store: ObjectStore,
  key: string,
  folders: string[],
  context: JobContext,
): AsyncGenerator<string> {
  try {
    for await (const target of expand(store, [key], context)) {
      if (target.kind === "prefix") folders.push(target.key);
      else yield target.key;
    }
  } catch (error) {
    if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
  }
}
