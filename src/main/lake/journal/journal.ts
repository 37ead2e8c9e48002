import type { Identity, ObjectStore } from "../ports.ts";
import type { Journal } from "./journal-port.ts";
import { readJournalPage } from "./journal-reader.ts";
import { readJournalSince } from "./journal-since.ts";
import { JournalWriter } from "./journal-writer.ts";

/** The journal of one lake, written as one installation. */
export function createJournal(store: ObjectStore, identity: Identity, installation: string): Journal {
  const writer = new JournalWriter(store, identity, installation);
  return {
    append: (kind, data, options) => writer.append(kind, data, options),
    page: (cursor, limit, options) => readJournalPage(store, cursor, limit, options),
    since: (heads, options) => readJournalSince(store, heads, options),
  };
}
