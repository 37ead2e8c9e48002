import { AppError } from "../../../shared/domain/app-error.ts";
import { baseName, isFolderPath } from "../../../shared/domain/object-address.ts";
import { MOST_NUMBERED, numberedKey } from "../../lake/numbered-keys.ts";
import type { ObjectStore, StoreEntry } from "../../lake/ports.ts";

type Options = { signal: AbortSignal };

/** An object or folder to be handled, as a key of the store. */
export interface Target {
  key: string;
  size: number;
  kind: StoreEntry["kind"];
  /** Null for what is no object. */
  etag: string | null;
}

/** The selected objects and all that is below the selected folders; folders come before what is in them. */
export async function* expand(
  store: ObjectStore,
  keys: readonly string[],
  { signal }: Options,
): AsyncGenerator<Target> {
  for (const key of keys) {
    const entry = await store.stat(key, { signal });
    yield targetOf(entry);
    if (entry.kind !== "prefix") continue;
    for await (const page of store.list(entry.key, { recursive: true, signal })) {
      for (const inside of page) yield targetOf(inside);
    }
  }
}

function targetOf(entry: StoreEntry): Target {
  const { key, kind } = entry;
  return kind === "object" ? { key, kind, size: entry.size, etag: entry.etag } : { key, kind, size: 0, etag: null };
}

export async function exists(store: ObjectStore, key: string, options: Options): Promise<boolean> {
  try {
    await store.stat(key, options);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return false;
    throw error;
  }
}

/** Where a selected key goes when it is put into a folder. */
export function destinationKey(key: string, destination: string): string {
  return destination + baseName(key) + (isFolderPath(key) ? "/" : "");
}

/** "report (2).csv", "report (3).csv" …: the first that is free. */
export async function freeKey(store: ObjectStore, key: string, options: Options): Promise<string> {
  for (let number = 2; number < MOST_NUMBERED; number += 1) {
    const candidate = numberedKey(key, number);
    if (!(await exists(store, candidate, options))) return candidate;
  }
  throw new AppError("ALREADY_EXISTS", `There are 10,000 versions of “${baseName(key)}” already.`, {
    hint: "Choose another name.",
  });
}
