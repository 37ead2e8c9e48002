import type { JournalBatch, JournalHeads } from "./journal-batch.ts";
import type { JournalEvent } from "./journal-event.ts";
import type { JournalCursor, JournalPage } from "./journal-page.ts";

/** The lake's append-only record of what was done, shared by all who use the lake. */
export interface Journal {
  /**
   * Makes an event durable. ACCESS_DENIED where the person may not write to the journal: the caller then tells them that
   * the act is done and unrecorded. `kind` is "capability.verb".
   */
  append(kind: string, data: Record<string, unknown>, options: { signal: AbortSignal }): Promise<JournalEvent>;
  /** Newest first; `cursor` is the `next` of the page before. */
  page(cursor: JournalCursor | null, limit: number, options: { signal: AbortSignal }): Promise<JournalPage>;
  /**
   * Every event that `heads` does not cover, in batches of bounded size; an empty `heads` begins at the first. Whoever
   * keeps a batch keeps its `heads` with it and can go on from there after being cut off. What cannot be read as an event
   * is counted and passed over, and so is what is missing. Ends where the journal does.
   */
  since(heads: JournalHeads, options: { signal: AbortSignal }): AsyncIterable<JournalBatch>;
}
