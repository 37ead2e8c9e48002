import { isCancellation } from "../../../../shared/domain/app-error.ts";
import type { Lake } from "../../../lake/ports.ts";
import type { ResumableWrite } from "../../../lake/resumable-write.ts";
import type { LedgerItem } from "../ledger/ledger-rows.ts";
import { type SourceVersion, readSource, readSourceInto, sourceVersion } from "./read-source.ts";
import { hasContentOf } from "./same-content.ts";
import { type StoreRequest, type Stored, storeItem } from "./store-item.ts";
import { storedCandidates } from "./stored-before.ts";

export interface SendRequest {
  lake: Lake;
  item: LedgerItem & { source: string };
  store: Omit<StoreRequest, "objects" | "body" | "again" | "size" | "resumable">;
  /** Writes down what the store needs to go on with the file. */
  keepResume: (state: string | null) => void;
  /** False once a person has cancelled it. */
  goesOnLater: () => boolean;
}

/** What was stored, and the size it has. `sourceFailed` tells which side an error came from. */
export interface Sending {
  sourceFailed: boolean;
  size: number;
  run: () => Promise<Stored>;
}

/** Sends a file of this machine. One that may have been stored before is looked for first. */
export function sendFile({ lake: { objects }, item, store, keepResume, goesOnLater }: SendRequest): Sending {
  const sending: Sending = { sourceFailed: false, size: item.size, run };
  return sending;

  async function run(): Promise<Stored> {
    const version = await fromSource(() => wanted(item));
    sending.size = version.size;
    if (item.doubtful) {
      const key = await storedBefore(version);
      if (key !== null) return { state: "done", key, replaced: false };
    }
    const again = () => watched(readSource(version, store.signal));
    const resumable: ResumableWrite = {
      version: String(version.modified),
      state: item.resume,
      onState(state) {
        item.resume = state;
        keepResume(state);
      },
      goesOnLater,
      read: (start, into, signal) => fromSource(() => readSourceInto(version, start, into, signal)),
    };
    return storeItem({ ...store, objects, size: version.size, body: again(), again, resumable });
  }

  async function* watched(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* body;
    } catch (error) {
      // Reading also ends because something else has failed.
      if (!isCancellation(error)) sending.sourceFailed = true;
      throw error;
    }
  }

  async function fromSource<T>(look: () => Promise<T>): Promise<T> {
    try {
      return await look();
    } catch (error) {
      // Reading also ends because something else has failed.
      if (!isCancellation(error)) sending.sourceFailed = true;
      throw error;
    }
  }

  /** Under its name or one of the numbered ones, with the same bytes; null when it was not stored. */
  async function storedBefore({ path, size }: SourceVersion): Promise<string | null> {
    for await (const object of storedCandidates({ ...store, objects, size })) {
      if (await hasContentOf(path, { objects, object }, store.signal)) return object.key;
    }
    return null;
  }
}

/** The version that the plan saw, or the one of now when a person has asked for that (a retry). */
async function wanted({ source, size, modified }: SendRequest["item"]): Promise<SourceVersion> {
  return modified === null ? sourceVersion(source) : { path: source, size, modified };
}
