import { z } from "zod";
import { ColumnProfile } from "../domain/column-profile.ts";
import { ObjectAddress } from "../domain/object-address.ts";
import { procedure } from "./base.ts";

/** One profile of a dataset, without its columns. */
export const ProfileSummary = z.object({
  id: z.int(),
  at: z.iso.datetime(),
  rows: z.number(),
  columns: z.number(),
  /** What the person should know: rows that were left out, links that were not followed. */
  warnings: z.array(z.string()),
});
export type ProfileSummary = z.infer<typeof ProfileSummary>;

export const profilesContract = {
  /**
   * Reads the whole of a dataset for figures of each column, as a job (see activity). `table` is its name in the catalog,
   * whose types then count. The job fails with TOO_LARGE where much has to be fetched: `details` has `bytes` and whether
   * it is `askable`, which is to be started again with `allowBytes`. One that is running is not started twice.
   */
  start: procedure
    .input(
      z.object({
        address: ObjectAddress,
        table: z.string().nullable(),
        allowBytes: z.number().positive().nullable().default(null),
      }),
    )
    .output(z.object({ jobId: z.string() })),
  /** The newest profile of a dataset, the one before it, and the job that makes another. */
  get: procedure.input(z.object({ address: ObjectAddress })).output(
    z.object({
      current: ProfileSummary.nullable(),
      previous: ProfileSummary.nullable(),
      jobId: z.string().nullable(),
    }),
  ),
  /** Columns of the newest profile, in the dataset's order, each with what the one before said of that name. */
  columns: procedure
    .input(z.object({ address: ObjectAddress, first: z.int().min(0), limit: z.int().min(1).max(100) }))
    .output(z.array(z.object({ profile: ColumnProfile, previous: ColumnProfile.nullable() }))),
};
