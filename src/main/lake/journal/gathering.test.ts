import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "vitest";
import { journalContract, placesOf, readOn, readPages } from "../../../../tests/contracts/journal.ts";
import { type MadeEvent, madeEvents, storeBytes, storeEvents } from "../../../../tests/fixtures/made-journal.ts";
import { storeWith } from "../../../../tests/fixtures/store-with.ts";
import { type TemporaryStore, temporaryStore } from "../../../../tests/fixtures/temporary-store.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { Identity, ObjectStore } from "../ports.ts";
import { gatherEvents } from "./gather-events.ts";
import { eventKey } from "./journal-event.ts";
import { listJournal } from "./journal-listing.ts";
import { createJournal } from "./journal.ts";
import { removeGathered } from "./remove-gathered.ts";
import { SEGMENT_PREFIX, segmentKey } from "./segment-key.ts";

journalContract("folder", temporaryStore);

const options = { signal: new AbortController().signal };
const identity: Identity = { whoAmI: () => Promise.resolve({ principal: "ana", displayName: "Ana" }) };
const writer = randomUUID();

let temporary: TemporaryStore;
let store: ObjectStore;
let events: MadeEvent[];

/** One segment of four events, and four loose ones that will be merged with it; the newest stays. */
beforeEach(async () => {
  temporary = await temporaryStore();
  store = temporary.store;
  events = madeEvents({ writer, count: 9 });
  await storeEvents(store, events.slice(0, 5));
  await gather(store);
  await storeEvents(store, events.slice(5));
});
afterEach(() => temporary.dispose());

async function gather(through: ObjectStore): Promise<void> {
  await gatherEvents(through, writer, options);
  await removeGathered(through, writer, options);
}

const looseNow = async () => (await listJournal(store, writer, options)).get(writer)?.loose;

async function expectEachOnce(through: ObjectStore = store): Promise<void> {
  expect(await readOn(through)).toMatchObject({ places: placesOf(events), passedOver: 0, problems: [] });
  expect(await readPages(through)).toEqual({ places: placesOf(events).toReversed(), problems: [] });
}

/** Dies at its nth change of the lake, before it is made or after. Counts the changes. */
function dyingStore(dieAt: number, moment: "before" | "after") {
  const seen = { changes: 0 };
  const change = async <T>(make: () => Promise<T>): Promise<T> => {
    seen.changes += 1;
    if (seen.changes === dieAt && moment === "before") throw new Error("killed");
    const made = await make();
    if (seen.changes === dieAt) throw new Error("killed");
    return made;
  };
  const dying = storeWith(store, {
    write: (key, body, writeOptions) => change(() => store.write(key, body, writeOptions)),
    async *delete(keys, deleteOptions) {
      for await (const key of keys) {
        yield await change(async () => {
          for await (const outcome of store.delete([key], deleteOptions)) return outcome;
          throw new Error("no outcome");
        });
      }
    },
  });
  return { dying, seen };
}

it("loses nothing and doubles nothing wherever it is killed, and is taken up again", async () => {
  const { dying, seen } = dyingStore(Number.POSITIVE_INFINITY, "before");
  await gather(dying);
  // One segment is written; the one that is in it and four events are removed.
  expect(seen.changes).toBe(6);
  for (const moment of ["before", "after"] as const) {
    for (let dieAt = 1; dieAt <= seen.changes; dieAt += 1) {
      await temporary.dispose();
      temporary = await temporaryStore();
      store = temporary.store;
      await storeEvents(store, events.slice(0, 5));
      await gather(store);
      await storeEvents(store, events.slice(5));
      await expect(gather(dyingStore(dieAt, moment).dying)).rejects.toThrow("killed");
      await expectEachOnce();
      await gather(store);
      await expectEachOnce();
      expect(await looseNow()).toEqual(new Set([9]));
    }
  }
}, 120_000);

it("removes nothing when the segment that is read back is not what was written", async () => {
  const unreliable = storeWith(store, {
    async write(key, body, writeOptions) {
      const written = await store.write(key, body, writeOptions);
      if (key.startsWith(SEGMENT_PREFIX)) await storeBytes(store, key, new TextEncoder().encode("lost\n"));
      return written;
    },
  });
  await expect(gather(unreliable)).rejects.toThrow("does not have the events that it was made of");
  await gather(store).catch(() => undefined);
  await expectEachOnce();
});

it("leaves each event to be read once where nothing may be removed", async () => {
  const refusing = storeWith(store, {
    async *delete(keys) {
      for await (const key of keys) yield { key, error: new AppError("ACCESS_DENIED", "You may not remove this.") };
    },
  });
  await gatherEvents(refusing, writer, options);
  expect(await removeGathered(refusing, writer, options)).toBe(false);
  expect((await looseNow())?.size).toBe(5);
  await expectEachOnce();
});

// The listing of a large journal takes long enough for all of it to be gathered meanwhile.
it.each([
  { after: "the events", prefix: ".lakeshore/journal/" },
  { after: "the segments", prefix: SEGMENT_PREFIX },
])("misses nothing when everything is gathered once $after are listed", async ({ prefix }) => {
  let isGathered = false;
  const interrupted = storeWith(store, {
    async *list(listed, listOptions) {
      yield* store.list(listed, listOptions);
      if (isGathered || listed !== prefix) return;
      isGathered = true;
      await gather(store);
    },
  });
  await expectEachOnce(interrupted);
  expect(isGathered).toBe(true);
});

// Pages of a listing come one after another: the merged segment was made once its page was over, and what is in it had
// gone before its own page.
it("misses nothing when segments are merged while they are listed", async () => {
  let listings = 0;
  const interrupted = storeWith(store, {
    async *list(listed, listOptions) {
      if (listed !== SEGMENT_PREFIX) return yield* store.list(listed, listOptions);
      listings += 1;
      if (listings === 1) await gather(store);
      else yield* store.list(listed, listOptions);
    },
  });
  expect(await readOn(interrupted)).toMatchObject({ places: placesOf(events), problems: [] });
  expect(listings).toBe(2);
});

it("gives an event another number when an app of the same identity has gathered and removed one of its own", async () => {
  const stale = createJournal(store, identity, writer);
  const twin = createJournal(store, identity, writer);
  await stale.append("test.stale", {}, options);
  for (let number = 0; number < 3; number += 1) await twin.append("test.twin", { number }, options);
  await gather(store);
  const late = await stale.append("test.late", {}, options);
  expect(late.sequence).toBe(14);
  const { places, problems } = await readPages(store);
  expect(problems).toEqual([]);
  expect(places).toEqual(Array.from({ length: 14 }, (_, index) => `${writer}/${14 - index}`));
  await Promise.all([stale.close(), twin.close()]);
});

it("reads an event wherever else it is when a line of a segment is damaged", async () => {
  const [merged] = await gatherEvents(store, writer, options);
  const lines = events.slice(0, 8).map(({ bytes }) => Buffer.from(bytes));
  // One is in the segment that was merged, and one is an object still.
  const damaged = [...lines.entries()].map(([index, line]) =>
    index === 1 || index === 6 ? Buffer.from("{}\n") : line,
  );
  await storeBytes(store, segmentKey(merged ?? { writer, first: 0, last: 0 }), Buffer.concat(damaged));
  await expectEachOnce();
  expect(await looseNow()).toEqual(new Set([5, 6, 7, 8, 9]));
});

it("reads on behind what is listed and not there", async () => {
  const gone = storeWith(store, {
    async *read(key, readOptions) {
      if (key === eventKey(writer, 7)) throw new AppError("NOT_FOUND", "It is not there.");
      yield* store.read(key, readOptions);
    },
  });
  expect(await readOn(gone)).toMatchObject({
    places: placesOf(events.toSpliced(6, 1)),
    problems: [`Event 7 of writer ${writer} is missing.`],
  });
});

it("passes over what is far too large for an event", async () => {
  const swollen = storeWith(store, {
    async *read(key, readOptions) {
      if (key !== eventKey(writer, 7)) return yield* store.read(key, readOptions);
      for (let megabytes = 0; megabytes <= 64; megabytes += 1) yield new Uint8Array(1024 * 1024);
    },
  });
  const problem = `Event 7 of writer ${writer} cannot be read as an event.`;
  const { places, passedOver, problems } = await readOn(swollen);
  expect(places).toEqual(placesOf(events.toSpliced(6, 1)));
  expect(passedOver).toBe(1);
  expect(problems).toContain(problem);
  expect(await readPages(swollen)).toMatchObject({ problems: [problem] });
});

// Its name says that it has every event there could ever be: nobody may look for them one by one.
it("passes by a segment that is none by its name, and appends as if it were not there", async () => {
  const last = 999_999_999_999;
  await storeBytes(store, segmentKey({ writer, first: 1, last }), new TextEncoder().encode("{}\n"));
  await storeBytes(store, segmentKey({ writer: randomUUID(), first: 1, last }), new TextEncoder().encode("{}\n"));
  await expectEachOnce();
  const journal = createJournal(store, identity, writer);
  expect(await journal.append("test.appended", {}, options)).toMatchObject({ sequence: 10 });
  await journal.close();
});

it("reads on behind a segment that is far too large", async () => {
  const [merged] = await gatherEvents(store, writer, options);
  const key = segmentKey(merged ?? { writer, first: 0, last: 0 });
  const swollen = storeWith(store, {
    async *read(read, readOptions) {
      if (read !== key) return yield* store.read(read, readOptions);
      for (let megabytes = 0; megabytes <= 64; megabytes += 1) yield new Uint8Array(1024 * 1024);
    },
  });
  expect(await readOn(swollen)).toMatchObject({ places: placesOf(events), problems: [] });
  expect(await readPages(swollen)).toEqual({ places: placesOf(events).toReversed(), problems: [] });
});

it("appends an event although another writer's newest cannot be read", async () => {
  const theirs = madeEvents({ count: 4 });
  await storeEvents(store, theirs);
  const [segment] = await gatherEvents(store, theirs[0]?.event.writer ?? "", options);
  for (const { event } of theirs) {
    for await (const { error } of store.delete([eventKey(event.writer, event.sequence)], options))
      expect(error).toBe(null);
  }
  const key = segmentKey(segment ?? { writer, first: 0, last: 0 });
  await storeBytes(store, key, new TextEncoder().encode("{}\n"));
  const journal = createJournal(store, identity, writer);
  expect(await journal.append("test.appended", {}, options)).toMatchObject({ sequence: 10, seen: {} });
  expect(await journal.append("test.again", {}, options)).toMatchObject({ sequence: 11 });
  await journal.close();
});

it("has appended an event although its writer cannot list segments", async () => {
  const refusing = storeWith(store, {
    async *list(prefix, listOptions) {
      if (prefix === `${SEGMENT_PREFIX}${writer}/`) throw new AppError("ACCESS_DENIED", "You may not list this.");
      yield* store.list(prefix, listOptions);
    },
  });
  const journal = createJournal(refusing, identity, writer);
  expect(await journal.append("test.appended", {}, options)).toMatchObject({ sequence: 10 });
  await journal.close();
});
