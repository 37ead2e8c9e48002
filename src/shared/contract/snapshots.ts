import { z } from "zod";
import { CsvOptions, XlsxOptions } from "../domain/export-options.ts";
import { ObjectAddress, ZonePath } from "../domain/object-address.ts";
import { procedure } from "./base.ts";

export const ExportSource = z.discriminatedUnion("kind", [
  /** A result set, as it came (`viewId` null) or as arranged; `columns` null is all. */
  z.object({
    kind: z.literal("result"),
    resultSetId: z.string(),
    viewId: z.string().nullable(),
    columns: z.array(z.string()).nullable(),
    /** Selected row ranges [start, end) of the view; null is all. */
    ranges: z
      .array(z.tuple([z.number(), z.number()]))
      .max(10_000)
      .nullable(),
  }),
  /** A whole file or folder dataset. */
  z.object({ kind: z.literal("dataset"), address: ObjectAddress }),
]);
export type ExportSource = z.infer<typeof ExportSource>;

export const ExportFormat = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("csv"), options: CsvOptions }),
  z.object({ kind: z.literal("xlsx"), options: XlsxOptions }),
]);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** Where objects are downloaded to: what the person chose on this machine, or their browser, which takes one object. */
const DownloadTarget = z.discriminatedUnion("kind", [
  /** Replaces a file of that path. */
  z.object({ kind: z.literal("file"), path: z.string() }),
  /** Nothing in it is replaced: what is there already stays, and what has a name that is taken gets a number. */
  z.object({ kind: z.literal("folder"), path: z.string() }),
  z.object({ kind: z.literal("browser") }),
]);
export type DownloadTarget = z.infer<typeof DownloadTarget>;

export const snapshotsContract = {
  /**
   * Writes a file as a job (see activity). On the desktop `targetPath` was chosen by the person; in the browser host it
   * is null and the job's outcome is a download of `suggestedName`.
   */
  export: procedure
    .input(
      z.object({
        lakeId: z.string(),
        source: ExportSource,
        format: ExportFormat,
        targetPath: z.string().nullable(),
        suggestedName: z.string().min(1).max(255),
      }),
    )
    .output(z.object({ jobId: z.string() })),
  /**
   * Brings objects, and all that is in folders, to this machine as they are, as a job. One that broke off, or was under
   * way when the app ended, goes on where it was.
   */
  download: procedure
    .input(
      z.object({
        lakeId: z.string(),
        zoneId: z.string(),
        paths: z.array(ZonePath.min(1)).min(1).max(100_000),
        target: DownloadTarget,
      }),
    )
    .output(z.object({ jobId: z.string() })),
};
