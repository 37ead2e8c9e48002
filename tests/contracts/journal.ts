import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { gatherEvents } from "../../src/main/lake/journal/gather-events.ts";
import type { JournalHeads } from "../../src/main/lake/journal/journal-batch.ts";
import { eventKey } from "../../src/main/lake/journal/journal-event.ts";
import { listJournal } from "../../src/main/lake/journal/journal-listing.ts";
import type { JournalPage } from "../../src/main/lake/journal/journal-page.ts";
import { type OpenJournal, createJournal } from "../../src/main/lake/journal/journal.ts";
import { removeGathered } from "../../src/main/lake/journal/remove-gathered.ts";
import { segmentKey } from "../../src/main/lake/journal/segment-key.ts";
import type { Identity, ObjectStore } from "../../src/main/lake/ports.ts";
import { type MadeEvent, madeEvents, storeBytes, storeEvents } from "../fixtures/made-journal.ts";
import type { StoreUnderTest } from "./object-store.ts";

const options = { signal: new AbortController().signal };
const identity: Identity = { whoAmI: () => Promise.resolve({ principal: "ana", displayName: "Ana" }) };

/** Every event that is read on from `heads`, as "writer/sequence" in the order of reading, and what was said on the way. */
export async function readOn(store: ObjectStore, heads: JournalHeads = {}) {
  const read = { places: [] as string[], passedOver: 0, problems: [] as string[], heads };
  for await (const batch of createJournal(store, identity, randomUUID()).since(heads, options)) {
    read.places.push(...batch.events.map(({ writer, sequence }) => `${writer}/${sequence}`));
    read.passedOver += batch.passedOver;
    read.problems.push(...batch.problems);
    read.heads = batch.heads;
  }
  return read;
}

/** The whole journal, newest first. */
export async function readPages(store: ObjectStore, limit = 50) {
  const read = { places: [] as string[], problems: [] as string[] };
  const journal = createJournal(store, identity, randomUUID());
  let cursor: JournalPage["next"] = null;
  do {
    const page = await journal.page(cursor, limit, options);
    read.places.push(...page.events.map(({ writer, sequence }) => `${writer}/${sequence}`));
    read.problems.push(...page.problems);
    cursor = page.next;
  } while (cursor);
  return read;
}

export function placesOf(made: readonly MadeEvent[]): string[] {
  return made.map(({ event }) => `${event.writer}/${event.sequence}`);
}

/** What the journal does on every store. */
export function journalContract(adapter: string, make: () => Promise<StoreUnderTest>): void {
  describe(`journal: ${adapter}`, () => {
    let made: StoreUnderTest;
    let store: ObjectStore;
    const open: OpenJournal[] = [];
    beforeEach(async () => {
      made = await make();
      store = made.store;
    });
    afterEach(async () => {
      await Promise.all(open.splice(0).map((journal) => journal.close()));
      await made.dispose();
    });

    const journalOf = (writer: string) => {
      const journal = createJournal(store, identity, writer);
      open.push(journal);
      return journal;
    };
    const listed = async (writer: string) => (await listJournal(store, writer, options)).get(writer);
    const expectAll = async (events: readonly MadeEvent[]) => {
      expect(await readOn(store)).toMatchObject({ places: placesOf(events), passedOver: 0, problems: [] });
      expect(await readPages(store)).toEqual({ places: placesOf(events).toReversed(), problems: [] });
    };

    it("chains the events of two writers, who see one another's", async () => {
      const [mine, theirs] = [randomUUID(), randomUUID()];
      const [first, second] = [journalOf(mine), journalOf(theirs)];
      for (let number = 1; number <= 3; number += 1) {
        await first.append("test.first", { number }, options);
        await second.append("test.second", { number }, options);
      }
      const { places, problems, heads } = await readOn(store);
      expect(problems).toEqual([]);
      expect(places.toSorted()).toEqual(
        [1, 2, 3].flatMap((number) => [`${mine}/${number}`, `${theirs}/${number}`]).toSorted(),
      );
      const { events } = await first.page(null, 10, options);
      expect(events.find(({ writer }) => writer === theirs)?.seen[mine]?.sequence).toBe(3);
      await first.append("test.later", {}, options);
      expect((await readOn(store, heads)).places).toEqual([`${mine}/4`]);
    });

    it("reads the same before, while and after events are gathered, with the chain unbroken", async () => {
      const writer = randomUUID();
      const events = madeEvents({ writer, count: 60 });
      await storeEvents(store, events);
      await expectAll(events);
      await gatherEvents(store, writer, options);
      await expectAll(events);
      expect(await removeGathered(store, writer, options)).toBe(true);
      expect([...((await listed(writer))?.loose ?? [])]).toEqual([60]);
      await expectAll(events);
    });

    it("goes on in the midst of a segment", async () => {
      const writer = randomUUID();
      const events = madeEvents({ writer, count: 40 });
      await storeEvents(store, events.slice(0, 20));
      const { heads } = await readOn(store);
      await storeEvents(store, events.slice(20));
      await gatherEvents(store, writer, options);
      await removeGathered(store, writer, options);
      expect(await readOn(store, heads)).toMatchObject({ places: placesOf(events.slice(20)), problems: [] });
    });

    it("merges segments, so that they stay few, and removes those that are merged", async () => {
      const writer = randomUUID();
      let events: MadeEvent[] = [];
      for (let round = 0; round < 8; round += 1) {
        const more = madeEvents({ writer, count: 10, after: events });
        await storeEvents(store, more);
        events = [...events, ...more];
        await gatherEvents(store, writer, options);
        await removeGathered(store, writer, options);
      }
      expect((await listed(writer))?.segments.length).toBeLessThanOrEqual(4);
      await expectAll(events);
    });

    it("leaves what is no event where it is, and says so as before", async () => {
      const writer = randomUUID();
      const events = madeEvents({ writer, count: 30 });
      await storeEvents(store, events);
      await storeBytes(store, eventKey(writer, 12), new TextEncoder().encode('{\n  "format": 1\n}\n'));
      const problem = `Event 12 of writer ${writer} cannot be read as an event.`;
      const before = await readOn(store);
      expect(before.passedOver).toBe(1);
      expect(before.problems).toContain(problem);
      expect(before.places).toEqual(placesOf(events).toSpliced(11, 1));
      await gatherEvents(store, writer, options);
      await removeGathered(store, writer, options);
      expect((await listed(writer))?.loose).toEqual(new Set([12, 30]));
      expect(await readOn(store)).toEqual(before);
    });

    it("shows that an event was changed within a segment, or a line taken out of it", async () => {
      const writer = randomUUID();
      const events = madeEvents({ writer, count: 10 });
      await storeEvents(store, events);
      const [segment] = await gatherEvents(store, writer, options);
      await removeGathered(store, writer, options);
      const key = segmentKey(segment ?? { writer, first: 0, last: 0 });
      const lines = events.slice(0, 9).map(({ bytes }) => Buffer.from(bytes).toString());
      const put = (changed: string[]) => storeBytes(store, key, new TextEncoder().encode(changed.join("")));
      await put(lines.with(4, lines[4]?.replace("ana", "eve") ?? ""));
      const changed = [`Event 5 of writer ${writer} was changed after it was written.`];
      expect((await readPages(store)).problems).toEqual(changed);
      expect((await readOn(store)).problems).toEqual(changed);
      await put(lines.toSpliced(4, 1));
      const missing = [`Event 5 of writer ${writer} is missing.`];
      expect((await readPages(store)).problems).toEqual(missing);
      expect(await readOn(store)).toMatchObject({ places: placesOf(events).toSpliced(4, 1), problems: missing });
    });

    it("hands over an event that comes late, and only that", async () => {
      const writer = randomUUID();
      const events = madeEvents({ writer, count: 10 });
      await storeEvents(store, events.toSpliced(3, 3));
      const early = await readOn(store);
      expect(early.problems).toEqual([`Events 4 to 6 of writer ${writer} are missing.`]);
      await storeEvents(store, events.slice(4, 5));
      const late = await readOn(store, early.heads);
      expect(late).toMatchObject({ places: placesOf(events.slice(4, 5)), problems: [] });
      await storeEvents(store, events);
      const rest = await readOn(store, late.heads);
      expect(rest.places).toEqual([`${writer}/4`, `${writer}/6`]);
      expect(await readOn(store, rest.heads)).toMatchObject({ places: [], heads: rest.heads });
    });

    it("gathers by itself once many events are loose, and goes on in the same chain", async () => {
      const writer = randomUUID();
      await storeEvents(store, madeEvents({ writer, count: 140 }));
      await journalOf(writer).append("test.more", {}, options);
      await vi.waitFor(async () => expect((await listed(writer))?.loose).toEqual(new Set([141])), 30_000);
      await journalOf(writer).append("test.again", {}, options);
      const { places, problems } = await readPages(store);
      expect(places).toEqual(Array.from({ length: 142 }, (_, index) => `${writer}/${142 - index}`));
      expect(problems).toEqual([]);
    });
  });
}
