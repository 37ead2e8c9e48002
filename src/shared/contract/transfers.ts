import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { AppErrorData } from "../domain/app-error.ts";
import { ObjectAddress } from "../domain/object-address.ts";
import { procedure } from "./base.ts";

export const ConflictPolicy = z.enum(["skip", "replace", "keep-both"]);
export type ConflictPolicy = z.infer<typeof ConflictPolicy>;

/** A file or folder on the machine that runs Lakeshore (desktop), or a file the browser will stream. */
export const UploadSource = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("path"), path: z.string().min(1) }),
  z.object({
    kind: z.literal("stream"),
    /** "/"-separated path below the drop: "folder/a.csv". A trailing "/" is an empty folder. */
    relativePath: z.string().min(1).max(4096),
    size: z.number().min(0),
    modified: z.iso.datetime().nullable(),
  }),
]);
export type UploadSource = z.infer<typeof UploadSource>;

export const UploadPlan = z.object({
  planId: z.string(),
  files: z.int(),
  bytes: z.number(),
  /** The first 1,000 names taken at the destination. */
  conflicts: z.array(
    z.object({ path: z.string(), size: z.number(), existingSize: z.number(), existingModified: z.string().nullable() }),
  ),
  conflictCount: z.int(),
  /** The first 1,000 things that will not be uploaded, or only under another name, and why: links, unreadable files, names. */
  problems: z.array(z.object({ path: z.string(), reason: z.string(), willSkip: z.boolean() })),
  problemCount: z.int(),
});
export type UploadPlan = z.infer<typeof UploadPlan>;

export const UploadItem = z.object({
  id: z.string(),
  /** Path inside the zone. */
  path: z.string(),
  size: z.number(),
  sent: z.number(),
  state: z.enum(["waiting", "awaiting-bytes", "running", "done", "skipped", "failed", "cancelled"]),
  /** Final path inside the zone, when it differs from the one asked for (keep both). */
  storedAs: z.string().nullable(),
  error: AppErrorData.nullable(),
  /** Where the browser sends the bytes (PUT), while the state is "awaiting-bytes". */
  uploadUrl: z.string().nullable(),
});
export type UploadItem = z.infer<typeof UploadItem>;

export const Upload = z.object({
  id: z.string(),
  lakeId: z.string(),
  zoneId: z.string(),
  path: z.string(),
  /**
   * "paused": something that concerns all files keeps it from going on (`error` says what: a full disk, a lake that
   * cannot be reached, an app that ended); `retry` goes on where it stopped. "failed": ended, with files that failed.
   */
  state: z.enum(["running", "paused", "done", "failed", "cancelled"]),
  /** Why it is paused; null in every other state. */
  error: AppErrorData.nullable(),
  /** What the person should know although files were stored, for example that the journal could not be written. */
  warnings: z.array(z.string()),
  startedAt: z.iso.datetime(),
  files: z.int(),
  filesDone: z.int(),
  filesFailed: z.int(),
  filesSkipped: z.int(),
  bytes: z.number(),
  bytesDone: z.number(),
  /** Items that are moving, waiting for bytes, or have failed; at most 200. */
  items: z.array(UploadItem),
});
export type Upload = z.infer<typeof Upload>;

const upload = z.object({ uploadId: z.string() });

export const transfersContract = {
  /** Looks at the sources and the destination; moves nothing. All paths in it are inside the zone. */
  plan: procedure
    .input(z.object({ destination: ObjectAddress, sources: z.array(UploadSource).min(1).max(100_000) }))
    .output(UploadPlan),
  /**
   * Starts a planned upload with a decision for conflicts: per path as in `conflicts`, or for all the rest. A plan is
   * kept for half an hour (NOT_FOUND afterwards). "replace" replaces only what the plan has shown; a name that was
   * taken since then is never overwritten, the new file then gets the next free name.
   */
  start: procedure
    .input(z.object({ planId: z.string(), conflict: ConflictPolicy, perPath: z.record(z.string(), ConflictPolicy) }))
    .output(Upload),
  /** Uploads of this run and unfinished ones of earlier runs, newest first, at most 50; again as they move. */
  watch: procedure.output(eventIterator(z.array(Upload))),
  items: procedure
    .input(upload.extend({ after: z.string().nullable(), limit: z.int().min(1).max(500) }))
    .output(z.object({ items: z.array(UploadItem), next: z.string().nullable() })),
  /** One item, or all that are not finished (null). What is stored stays. */
  cancel: procedure.input(upload.extend({ itemId: z.string().nullable() })).output(z.void()),
  /** One item that failed or was cancelled, or all that failed and all that a pause left (null). Stored files are not sent again. */
  retry: procedure.input(upload.extend({ itemId: z.string().nullable() })).output(z.void()),
  /** Takes uploads that are done or cancelled, or have failed, off the list; what they stored stays. */
  clearFinished: procedure.output(z.void()),
};
