import type { AppErrorData } from "../../../../shared/domain/app-error.ts";
import type { ReadOptions, StoredObject, StoreEntry } from "../../../lake/ports.ts";
import type { ReadPreview } from "../head-preview.ts";
import type { PreviewRequest } from "../read-preview.ts";

/** A failure on its way between threads: one of ours, or a bug with its stack for the log. */
export type ThreadError = { known: AppErrorData } | { unknown: string };

/** What is known of a store far away before a preview asks for anything. */
export interface RemoteFacts {
  readUnit: number;
  /** The version that was last seen of what is previewed. */
  seen: StoredObject | null;
}

/** What main asks of the worker, and answers to what the worker asks of the store. */
export type ToWorker =
  | { kind: "open"; preview: number; request: PreviewRequest; remote: RemoteFacts | null }
  | { kind: "cancel"; preview: number }
  | { kind: "reply"; call: number; reply: StoreReply };

/** What the worker asks of the store that only main has, and how a preview ended. */
export type FromWorker =
  | { kind: "ready" }
  | { kind: "call"; preview: number; call: number; request: StoreCall }
  | { kind: "next"; call: number }
  | { kind: "leave"; call: number }
  | { kind: "done"; preview: number; read: ReadPreview }
  | { kind: "failed"; preview: number; error: ThreadError };

/** `stat` and `range` are answered once. `list` and `read` are pulled: the call asks for the first page or chunk, each "next" for one more. */
export type StoreCall =
  | { method: "stat"; key: string }
  | { method: "list"; prefix: string; recursive: boolean }
  | { method: "range"; key: string; range: { start: number; end: number }; ifMatch: string | undefined }
  | { method: "read"; key: string; range: ReadOptions["range"]; ifMatch: string | undefined };

export type StoreReply =
  | { entry: StoreEntry }
  | { page: readonly StoreEntry[] }
  | { chunk: Uint8Array }
  | { bytes: Uint8Array<ArrayBuffer> }
  | { end: true }
  | { error: ThreadError };
