import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { LakeDefinition, Zone } from "../domain/lake-definition.ts";
import { LakePlace } from "../domain/lake-place.ts";
import { procedure } from "./base.ts";

export const LakeSummary = z.object({
  id: z.string(),
  name: z.string(),
  place: LakePlace,
  /** The place as people read it: a folder's path, or `s3://bucket/prefix/`. */
  location: z.string(),
  openedAt: z.iso.datetime(),
  isSample: z.boolean(),
  /**
   * "missing": the folder cannot be reached now (unplugged, moved, no permission, a server that does not answer).
   * "unchecked": a place of a network, which is not asked before the lake is opened. "damaged": its definition cannot be
   * read, and opening it offers a repair.
   */
  state: z.enum(["available", "missing", "unchecked", "damaged"]),
  problem: z.string().nullable(),
});
export type LakeSummary = z.infer<typeof LakeSummary>;

export const LakeState = z.object({
  summary: LakeSummary,
  definition: LakeDefinition,
  /** Number of the newest `.lakeshore/lake/N.json`. */
  revision: z.int(),
  /** False when the person may not write `.lakeshore/` (read-only lake); the reason says why. */
  writable: z.boolean(),
  readOnlyReason: z.string().nullable(),
});
export type LakeState = z.infer<typeof LakeState>;

export const ZoneProposal = z.object({
  /** What the folder is now: nothing of ours, a lake, a lake with a damaged definition. */
  found: z.enum(["empty", "folder", "lake", "damaged"]),
  name: z.string(),
  zones: z.array(Zone),
  problem: z.string().nullable(),
});
export type ZoneProposal = z.infer<typeof ZoneProposal>;

const at = z.object({ place: LakePlace });
const lake = z.object({ lakeId: z.string() });
const ZoneDraft = Zone.partial({ id: true, location: true, order: true, description: true });

export const lakesContract = {
  recent: procedure.output(z.array(LakeSummary)),
  /** Looks at a place without changing it: is it a lake, and which zones would it have? */
  inspect: procedure.input(at).output(ZoneProposal),
  /** Makes the place a lake (a folder is created when its parent exists). ALREADY_EXISTS when it is one. */
  create: procedure.input(at.extend({ name: z.string(), zones: z.array(Zone) })).output(LakeState),
  /** Opens a place that is a lake; DAMAGED (with `details.file`) when its definition cannot be read. */
  open: procedure.input(at).output(LakeState),
  /** Opens a recent lake. */
  reopen: procedure.input(lake).output(LakeState),
  /** Copies the sample lake to the user-data folder on first use, then opens it. */
  openSample: procedure.output(LakeState),
  rename: procedure.input(lake.extend({ name: z.string().min(1).max(120) })).output(LakeState),
  /** Takes the lake off the recent list; its files stay. */
  forget: procedure.input(lake).output(z.void()),
  /** Goes back to the newest revision that can be read, as a new revision. The damaged file is kept under another name. */
  repair: procedure.input(at).output(LakeState),
  addZone: procedure.input(lake.extend({ zone: ZoneDraft })).output(LakeState),
  updateZone: procedure.input(lake.extend({ zone: Zone })).output(LakeState),
  /** Takes a zone out of the definition; its files stay. */
  removeZone: procedure.input(lake.extend({ zoneId: z.string() })).output(LakeState),
  /** The state of an open lake, again whenever this or another app changes it. */
  watch: procedure.input(lake).output(eventIterator(LakeState)),
};
