import { z } from "zod";
import { Head, type JournalEvent } from "./journal-event.ts";

/**
 * How far a reader has come with each writer: its newest event, and ranges of events before it that were missing and may
 * still come, as a folder that is copied from elsewhere gets its files in any order. To be kept as it is, and handed back
 * to read on.
 */
export const JournalHeads = z.record(
  z.string(),
  Head.extend({ gaps: z.array(z.tuple([z.int(), z.int()])).optional() }),
);
export type JournalHeads = z.infer<typeof JournalHeads>;

/** Events that follow those of the batch before. */
export interface JournalBatch {
  /** Each writer's in the order of its sequence, but for those that were missing when their turn came. */
  events: JournalEvent[];
  /** Where to read on once the events are kept; also beyond what was passed over. */
  heads: JournalHeads;
  /** Objects that are no event this app can read: damaged, or of a newer format. */
  passedOver: number;
  /** What does not add up, in sentences: changed, missing or unreadable events. */
  problems: string[];
}
