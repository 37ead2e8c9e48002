import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { AppErrorData } from "../domain/app-error.ts";
import { procedure } from "./base.ts";

export const Job = z.object({
  id: z.string(),
  kind: z.enum(["copy", "move", "delete", "upload", "export", "download", "register", "profile", "scan", "import"]),
  title: z.string(),
  lakeId: z.string().nullable(),
  state: z.enum(["running", "done", "failed", "cancelled"]),
  progress: z.object({
    done: z.number(),
    /** Null while the total is not known. */
    total: z.number().nullable(),
    unit: z.enum(["bytes", "objects", "rows", "columns", "datasets"]),
    detail: z.string().nullable(),
  }),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  error: AppErrorData.nullable(),
  /** What the person should know although the job is done: skipped items, cut texts. */
  warnings: z.array(z.string()),
  /** Where the outcome is: a file that was written, or a download of the browser host. */
  outcome: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("file"), path: z.string() }),
      z.object({ kind: z.literal("download"), url: z.string(), name: z.string() }),
      z.object({ kind: z.literal("none") }),
    ])
    .nullable(),
});
export type Job = z.infer<typeof Job>;

export const JournalEntry = z.object({
  id: z.string(),
  kind: z.string(),
  at: z.iso.datetime(),
  principal: z.string(),
  summary: z.string(),
  /** The event as it stands in the lake, JSON text. */
  event: z.string(),
});
export type JournalEntry = z.infer<typeof JournalEntry>;

export const activityContract = {
  /** All jobs of this run of the app, newest first, at most 200; again whenever one moves (at most ten a second). */
  jobs: procedure.output(eventIterator(z.array(Job))),
  cancel: procedure.input(z.object({ jobId: z.string() })).output(z.void()),
  /** Takes finished jobs off the list. */
  clearFinished: procedure.output(z.void()),
  /** The lake's journal, newest first. */
  journal: procedure
    .input(z.object({ lakeId: z.string(), before: z.string().nullable(), limit: z.int().min(1).max(200) }))
    .output(z.object({ entries: z.array(JournalEntry), next: z.string().nullable(), problems: z.array(z.string()) })),
};
