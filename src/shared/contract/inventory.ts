import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { Column } from "../domain/columns.ts";
import { CatalogPlan, Dataset, DatasetState, OddOne, RollUp, ScanRecord } from "../domain/inventory.ts";
import { ZonePath } from "../domain/object-address.ts";
import { procedure } from "./base.ts";

export const InventoryState = z.object({
  /** Grows whenever anything below may have changed. */
  revision: z.int(),
  /** The scan under way. */
  jobId: z.string().nullable(),
  objects: z.int(),
  bytes: z.number(),
  datasets: z.record(DatasetState, z.int()),
  /** The scan that ended last. */
  last: ScanRecord.nullable(),
  /** A scan that the end of the app cut off; the next one goes on from what it found. */
  interrupted: ScanRecord.nullable(),
  /** Folders that could not be read when they were scanned last: what was known of them is kept. */
  unread: z.int(),
  problem: z.string().nullable(),
});
export type InventoryState = z.infer<typeof InventoryState>;

const inLake = z.object({ lakeId: z.string() });
const page = inLake.extend({ start: z.int().min(0), limit: z.int().min(1).max(500) });
const Chosen = z.object({ id: z.int(), fingerprint: z.string() });

/** What is really in a lake, whoever put it there, beside what its catalog says. */
export const inventoryContract = {
  /** The inventory now, and after each change (at most twice a second). */
  follow: procedure.input(inLake).output(eventIterator(InventoryState)),
  /** Scans the whole lake (`zoneId` null), a zone or a folder, as a job. CONFLICT while another scan of the lake runs. */
  scan: procedure
    .input(inLake.extend({ zoneId: z.string().nullable(), prefix: ZonePath }))
    .output(z.object({ jobId: z.string() })),
  /** Datasets that are so, what is to be done first. No states is all of them. */
  datasets: procedure
    .input(page.extend({ states: z.array(DatasetState), zoneId: z.string().nullable(), text: z.string().max(500) }))
    .output(z.object({ datasets: z.array(Dataset), count: z.int() })),
  /** A dataset with its columns as its content says, and what its files have that is odd. */
  dataset: procedure
    .input(inLake.extend({ id: z.int() }))
    .output(z.object({ dataset: Dataset, columns: z.array(Column), warnings: z.array(z.string()) })),
  oddOnes: procedure.input(page).output(z.object({ oddOnes: z.array(OddOne), count: z.int() })),
  /** Exactly what registering these datasets would change. Nothing is written. */
  plan: procedure.input(inLake.extend({ ids: z.array(z.int()).min(1).max(1000) })).output(z.array(CatalogPlan)),
  /** Does what `plan` has shown, as a job: ones that have changed since are left alone, and said so. */
  apply: procedure
    .input(inLake.extend({ datasets: z.array(Chosen).min(1).max(1000) }))
    .output(z.object({ jobId: z.string() })),
  /** Sizes below a prefix. `zoneId` null is the whole lake, with its zones as children. */
  rollUp: procedure.input(inLake.extend({ zoneId: z.string().nullable(), path: ZonePath })).output(RollUp),
  /** One record a finished scan, oldest first. */
  growth: procedure.input(inLake).output(z.array(ScanRecord)),
  /** Objects whose path has words that begin so. */
  names: procedure
    .input(inLake.extend({ text: z.string().max(500), limit: z.int().min(1).max(200) }))
    .output(z.array(z.object({ zoneId: z.string(), path: z.string(), size: z.number(), modified: z.iso.datetime() }))),
};
