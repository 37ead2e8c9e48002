import type { JournalEntry } from "../../../shared/contract/activity.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import { JournalCursor } from "../../lake/journal/journal-page.ts";
import type { Lake } from "../../lake/ports.ts";

interface FeedPage {
  entries: JournalEntry[];
  next: string | null;
  problems: string[];
}

/** A page of the lake's journal as people read it, newest first. INVALID_INPUT for a cursor that is not one of ours. */
export async function journalFeed(
  lake: Lake,
  before: string | null,
  limit: number,
  options: { signal: AbortSignal },
): Promise<FeedPage> {
  const page = await lake.journal.page(before === null ? null : parseCursor(before), limit, options);
  return {
    entries: page.events.map((event) => ({
      id: `${event.writer}/${event.sequence}`,
      kind: event.kind,
      at: event.at,
      principal: event.principal,
      summary: typeof event.data["summary"] === "string" ? event.data["summary"] : event.kind,
      event: JSON.stringify(event, null, 2),
    })),
    next: page.next === null ? null : JSON.stringify(page.next),
    problems: page.problems,
  };
}

function parseCursor(text: string): JournalCursor {
  try {
    return JournalCursor.parse(JSON.parse(text));
  } catch (error) {
    throw new AppError("INVALID_INPUT", "That place in the journal is not known.", { cause: error });
  }
}
