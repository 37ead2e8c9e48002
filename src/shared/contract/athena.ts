import { z } from "zod";
import { AthenaOptions, AthenaWorkgroup, AthenaWorkgroupFacts } from "../domain/athena.ts";
import { procedure } from "./base.ts";
import { Execution } from "./query.ts";

const inLake = z.object({ lakeId: z.string() });
const Price = z.object({
  region: z.string(),
  /** US dollars for a TB of data scanned. */
  usdPerTb: z.number(),
  /** Whether it is Athena's list price. */
  isDefault: z.boolean(),
});

/** What Athena has beside the files of a lake. All but `access` fail with UNAVAILABLE where the lake has no Athena. */
export const athenaContract = {
  /** Whether the lake can be asked with Athena, and if not, why. */
  access: procedure
    .input(inLake)
    .output(
      z.discriminatedUnion("available", [
        z.object({ available: z.literal(true), region: z.string() }),
        z.object({ available: z.literal(false), reason: z.string() }),
      ]),
    ),
  workgroups: procedure.input(inLake).output(z.array(AthenaWorkgroup)),
  workgroup: procedure.input(inLake.extend({ name: z.string() })).output(AthenaWorkgroupFacts),
  catalogs: procedure.input(inLake.extend({ workgroup: z.string().nullable() })).output(z.array(z.string())),
  /** Of the catalog of `place`. */
  databases: procedure.input(inLake.extend({ place: AthenaOptions })).output(z.array(z.string())),
  /**
   * Follows an execution by Athena's id of it: one that was started elsewhere, or that went on when Lakeshore ended. Its
   * result is fetched like any other's. NOT_FOUND when Athena knows none of that id; it remembers 45 days.
   */
  attach: procedure
    .input(inLake.extend({ athenaExecutionId: z.string().min(1).max(128), tabId: z.string().nullable() }))
    .output(Execution),
  /** What a TB costs in the lake's region, for estimates. */
  price: procedure.input(inLake).output(Price),
  /** Null goes back to Athena's list price. For executions from now on. */
  setPrice: procedure.input(inLake.extend({ usdPerTb: z.number().min(0).max(1_000).nullable() })).output(Price),
};
