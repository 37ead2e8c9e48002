import { AppError, isCancellation } from "../../../shared/domain/app-error.ts";
import type { ObjectStore } from "../../lake/ports.ts";
import type { JobContext } from "../activity/index.ts";
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
 */
export async function transferSelection(transfer: SelectionTransfer, context: JobContext): Promise<void> {
  const done = { objects: 0 };
  for (const key of transfer.keys) {
    const to = destinationKey(key, transfer.destination);
    if (to === key && transfer.move) continue;
    refuseIntoItself(key, to);
    if (transfer.move && (await renamed(transfer, key, to, context))) {
      done.objects += 1;
      context.progress({ done: done.objects, detail: key });
      continue;
    }
    await transferTree(transfer, key, to, done, context);
  }
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
  done: { objects: number },
  context: JobContext,
): Promise<void> {
  const { store, move } = transfer;
  const folders: string[] = [];
  for await (const target of expand(store, [key], context)) {
    const destination = to + target.key.slice(key.length);
    try {
      const transferred = await transferOne(transfer, target, destination, context);
      if (target.kind === "prefix") folders.push(target.key);
      else if (move && transferred) await removeAll(store, [target.key], context);
    } catch (error) {
      if (isCancellation(error) || (error instanceof AppError && error.code === "OUT_OF_SPACE")) throw error;
      context.warn(`${target.key}: ${error instanceof Error ? error.message : String(error)}`);
    }
    done.objects += target.kind === "prefix" ? 0 : 1;
    context.progress({ done: done.objects, detail: target.key });
  }
  // Folders that still hold something (skipped, failed) stay.
  if (move) for await (const _outcome of store.delete(folders.toReversed(), context));
}

/** True when the object is whole at its destination. */
async function transferOne(
  transfer: SelectionTransfer,
  target: Target,
  to: string,
  context: JobContext,
): Promise<boolean> {
  const { store, conflict } = transfer;
  if (target.kind === "link") throw new AppError("UNSUPPORTED", "a symbolic link is not copied");
  if (target.kind === "prefix") {
    if (!(await exists(store, to, context))) await store.createFolder(to, context);
    return true;
  }
  const { signal } = context;
  if (to === target.key && conflict === "replace") return false;
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

async function removeAll(store: ObjectStore, keys: readonly string[], context: JobContext): Promise<void> {
  for await (const { error } of store.delete(keys, context)) if (error) throw error;
}

function refuseIntoItself(key: string, to: string): void {
  if (key.endsWith("/") && to !== key && to.startsWith(key)) {
    throw new AppError("INVALID_INPUT", `“${key}” cannot be put into itself.`, { hint: "Choose another folder." });
  }
}
