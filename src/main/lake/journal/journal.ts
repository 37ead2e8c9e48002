import type { Identity, ObjectStore } from "../ports.ts";
import { Gatherer } from "./gatherer.ts";
import type { Journal } from "./journal-port.ts";
import { readJournalPage } from "./journal-reader.ts";
import { readJournalSince } from "./journal-since.ts";
import { JournalWriter } from "./journal-writer.ts";

/** A journal that also tidies up after itself until it is closed. */
export interface OpenJournal extends Journal {
  close(): Promise<void>;
}

/** The journal of one lake, written as one installation. */
export function createJournal(store: ObjectStore, identity: Identity, installation: string): OpenJournal {
  const writer = new JournalWriter(store, identity, installation);
  const gatherer = new Gatherer(store, installation);
  return {
    async append(kind, data, options) {
      const event = await writer.append(kind, data, options);
      gatherer.appended();
      return event;
    },
    page: (cursor, limit, options) => readJournalPage(store, cursor, limit, options),
    since: (heads, options) => readJournalSince(store, heads, options),
    close: () => gatherer.close(),
  };
}
