import { z } from "zod";
import { CsvOptions, XlsxOptions } from "../domain/export-options.ts";
import { ObjectAddress } from "../domain/object-address.ts";
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
};
