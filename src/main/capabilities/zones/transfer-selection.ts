import { AppError } from "../../../shared/domain/app-error.ts";
import { isFolderPath } from "../../../shared/domain/object-address.ts";
import type { ObjectStore } from "../../lake/ports.ts";
import type { JobContext } from "../activity/index.ts";
import type { ActCount } from "./act-count.ts";
import { Failures } from "./failures.ts";
import { type Target, destinationKey, exists, expand, freeKey } from "./object-operations.ts";

export type ConflictChoice = "skip" | "replace" | "keep-both" | "fail";

export interface SelectionTransfer {
  store: ObjectStore;
  /** Store keys of what was selected. */
  keys: readonly string[];
  /** Store key of the folder it goes into. */
  destination: string;
  conflict: ConflictChoice;
  move: boolean;
}

/**
 * Copies or moves a selection, object by object. What fails or is skipped becomes a warning and stays where it was; a
 * moved object leaves its old place only when it is whole in the new one, so that cancelling loses nothing.
 *
 * INVALID_INPUT when a folder would go into itself, and ALREADY_EXISTS under "fail" when a name is taken: both before
 * anything has moved. When nothing at all could be done, the first failure is thrown. `count` tells what is whole in its
 * new place, also when this throws.
 */
export async function transferSelection(
  transfer: SelectionTransfer,
  context: JobContext,
  count: ActCount = { seen: 0, done: 0 },
): Promise<void> {
  const { keys, destination, conflict } = transfer;
  for (const key of keys) refuseIntoItself(key, destinationKey(key, destination));
  if (conflict === "fail") await refuseConflicts(transfer, context);
  const failures = new Failures(context);
  for (const key of keys) {
    await failures.keep(key, () => transferOne(transfer, key, count, failures, context));
  }
  if (count.done === 0) failures.throwFirst();
}

async function transferOne(
  transfer: SelectionTransfer,
  key: string,
  count: ActCount,
  failures: Failures,
  context: JobContext,
): Promise<void> {
  const to = await placeOf(transfer, key, context);
  if (to === null) return;
  if (transfer.move && (await renamed(transfer, key, to, context))) {
    count.done += 1;
    count.seen += 1;
    context.progress({ done: count.seen, detail: key });
  } else {
    await transferTree(transfer, key, to, count, failures, context);
  }
}

/** Where a selected object or folder goes; null when it stays, because it is there already. */
async function placeOf(
  { store, destination, conflict, move }: SelectionTransfer,
  key: string,
  context: JobContext,
): Promise<string | null> {
  const to = destinationKey(key, destination);
  if (to !== key) return to;
  // A folder is copied beside itself as one; object by object the copies would be found and copied again.
  if (!move && conflict === "keep-both") return freeKey(store, key, context);
  if (!move) context.warn(`${key} was skipped: a copy would replace it by itself.`);
  return null;
}

/** A store that can rename moves a free-standing selection in one step. False where it cannot, or the name is taken. */
async function renamed(
  { store }: SelectionTransfer,
  key: string,
  to: string,
  { signal }: JobContext,
): Promise<boolean> {
  if (!store.capabilities().rename.available) return false;
  try {
    await store.rename(key, to, { signal });
    return true;
  } catch (error) {
    if (error instanceof AppError && (error.code === "ALREADY_EXISTS" || error.code === "UNSUPPORTED")) return false;
    throw error;
  }
}

async function transferTree(
  transfer: SelectionTransfer,
  key: string,
  to: string,
  count: ActCount,
  failures: Failures,
  context: JobContext,
): Promise<void> {
  const { store, move } = transfer;
  const folders: string[] = [];
  for await (const target of expand(store, [key], context)) {
    const destination = to + target.key.slice(key.length);
    await failures.keep(target.key, async () => {
      if (target.kind === "prefix") {
        if (!(await exists(store, destination, context))) await store.createFolder(destination, context);
        folders.push(target.key);
      } else if (await copied(transfer, target, destination, context)) {
        count.done += 1;
        if (move) await removeMoved(store, target, context);
      }
    });
    count.seen += target.kind === "prefix" ? 0 : 1;
    context.progress({ done: count.seen, detail: target.key });
  }
  if (move) await removeEmptied(store, folders, failures, context);
}

/** From the inside out. Folders that still hold something (skipped, failed) stay. */
async function removeEmptied(
  store: ObjectStore,
  folders: readonly string[],
  failures: Failures,
  context: JobContext,
): Promise<void> {
  for await (const { key, error } of store.delete(folders.toReversed(), context)) {
    const isNotEmpty = error instanceof AppError && error.code === "CONFLICT";
    if (error && !isNotEmpty) failures.add(key, error);
  }
}

/** True when the object is whole at its destination; false when it was skipped. */
async function copied(
  { store, conflict }: SelectionTransfer,
  target: Target,
  to: string,
  context: JobContext,
): Promise<boolean> {
  if (target.kind === "link") throw new AppError("UNSUPPORTED", "a symbolic link is not copied");
  const { signal } = context;
  try {
    await store.copy(target.key, to, { mode: conflict === "replace" ? "replace" : "create", signal });
    return true;
  } catch (error) {
    if (!(error instanceof AppError && error.code === "ALREADY_EXISTS")) throw error;
    if (conflict === "keep-both") {
      await store.copy(target.key, await freeKey(store, to, context), { mode: "create", signal });
      return true;
    }
    if (conflict !== "skip") throw error;
    context.warn(`${target.key} was skipped: ${to} exists already.`);
    return false;
  }
}

/** Takes away what was copied; what someone has changed meanwhile stays. */
async function removeMoved(store: ObjectStore, { key, etag }: Target, context: JobContext): Promise<void> {
  const now = await store.stat(key, context);
  if (now.kind !== "object" || now.etag !== etag) {
    throw new AppError("CHANGED_WHILE_READING", "it was changed while it was moved, so that it is in both places now");
  }
  for await (const { error } of store.delete([key], context)) if (error) throw error;
}

function refuseIntoItself(key: string, to: string): void {
  if (isFolderPath(key) && to !== key && to.startsWith(key)) {
    throw new AppError("INVALID_INPUT", `“${key}” cannot be put into itself.`, { hint: "Choose another folder." });
  }
}

async function refuseConflicts(
  { store, keys, destination, move }: SelectionTransfer,
  context: JobContext,
): Promise<void> {
  for (const key of keys) {
    const to = destinationKey(key, destination);
    if ((to === key && move) || !(await exists(store, to, context))) continue;
    throw new AppError("ALREADY_EXISTS", `“${to}” exists already, so nothing was done.`, {
      hint: "Choose what is to happen to names that are taken.",
      details: { file: to },
    });
  }
}
