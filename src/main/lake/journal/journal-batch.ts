import { z } from "zod";
import { Head, type JournalEvent } from "./journal-event.ts";

/** How far a reader has come with each writer. To be kept as it is, and handed back to read on. */
export const JournalHeads = z.record(z.string(), Head);
export type JournalHeads = z.infer<typeof JournalHeads>;

/** Events that follow those of the batch before. */
export interface JournalBatch {
  /** Each writer's in the order of its sequence. */
  events: JournalEvent[];
  /** Where to read on once the events are kept; also beyond what was passed over. */
  heads: JournalHeads;
  /** Objects that are no event this app can read: damaged, or of a newer format. */
  passedOver: number;
  /** What does not add up, in sentences: changed, missing or unreadable events. */
  problems: string[];
}
