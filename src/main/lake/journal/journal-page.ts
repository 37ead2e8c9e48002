import { z } from "zod";
import type { JournalEvent } from "./journal-event.ts";

/** Where a reader stands with each writer: the next event to read, and the hash that its successor says it has. */
export const JournalCursor = z.record(z.string(), z.object({ sequence: z.int().min(0), hash: z.string().nullable() }));
export type JournalCursor = z.infer<typeof JournalCursor>;

export interface JournalPage {
  events: JournalEvent[];
  /** Null when everything has been read. */
  next: JournalCursor | null;
  /** What does not add up, in sentences: changed, missing or unreadable events. */
  problems: string[];
}
