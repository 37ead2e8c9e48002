import { randomUUID } from "node:crypto";
import { copyFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { madeEvents, storeEvents } from "../../../../tests/fixtures/made-journal.ts";
import { type TemporaryStore, temporaryStore } from "../../../../tests/fixtures/temporary-store.ts";
import { isCancellation } from "../../../shared/domain/app-error.ts";
import type { Identity } from "../ports.ts";
import type { JournalBatch, JournalHeads } from "./journal-batch.ts";
import { eventKey } from "./journal-event.ts";
import { createJournal } from "./journal.ts";

const options = { signal: new AbortController().signal };
const identity: Identity = { whoAmI: () => Promise.resolve({ principal: "ana", displayName: "Ana" }) };
const [mine, theirs] = [randomUUID(), randomUUID()];

let temporary: TemporaryStore;
let first: ReturnType<typeof createJournal>;
let second: ReturnType<typeof createJournal>;

beforeEach(async () => {
  temporary = await temporaryStore();
  first = createJournal(temporary.store, identity, mine);
  second = createJournal(temporary.store, identity, theirs);
});
afterEach(async () => {
  await Promise.all([first.close(), second.close()]);
  await temporary.dispose();
});

const file = (writer: string, sequence: number) => join(temporary.root, eventKey(writer, sequence));
const page = () => createJournal(temporary.store, identity, mine).page(null, 100, options);
const problems = async () => (await page()).problems;

/** Three events of each writer, one after the other; theirs are the last. */
async function write(): Promise<void> {
  for (let number = 1; number <= 3; number += 1) {
    await first.append("test.first", { number }, options);
    await second.append("test.second", { number }, options);
  }
}

describe("the journal", () => {
  it("is empty in a lake without one", async () => {
    expect(await page()).toEqual({ events: [], next: null, problems: [] });
  });

  it("is read newest first over all writers, in pages", async () => {
    await write();
    const whole = await page();
    expect(whole.problems).toEqual([]);
    expect(whole.events.map(({ at }) => at)).toEqual(
      whole.events
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    expect(whole.events).toHaveLength(6);
    const paged = [];
    let cursor = null;
    do {
      const part = await first.page(cursor, 2, options);
      expect(part.problems).toEqual([]);
      paged.push(...part.events);
      cursor = part.next;
    } while (cursor);
    expect(paged).toEqual(whole.events);
  });

  it("says in each event what its writer had seen of the others", async () => {
    await write();
    const { events } = await page();
    const newest = events.find(({ writer }) => writer === theirs);
    expect(newest?.seen[mine]?.sequence).toBe(3);
    expect(events.find(({ writer, sequence }) => writer === mine && sequence === 3)?.seen[theirs]?.sequence).toBe(2);
  });

  it("appends many at once in one chain", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, number) => first.append("test.many", { number }, options)));
    const { events, problems: found } = await page();
    expect(found).toEqual([]);
    expect(events.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 20 }, (_, index) => 20 - index));
  });

  it("goes on in one chain when two apps have one identity", async () => {
    const twin = createJournal(temporary.store, identity, mine);
    await Promise.all(
      Array.from({ length: 5 }, async (_, number) => {
        await first.append("test.one", { number }, options);
        await twin.append("test.other", { number }, options);
      }),
    );
    await twin.close();
    expect((await page()).events).toHaveLength(10);
    expect(await problems()).toEqual([]);
  });

  it("shows an event that was changed", async () => {
    await write();
    await writeFile(file(mine, 2), (await readFile(file(mine, 2), "utf8")).replace("ana", "eve"));
    expect(await problems()).toEqual([`Event 2 of writer ${mine} was changed after it was written.`]);
  });

  it("shows that a writer's newest event was changed, when another has seen it", async () => {
    await write();
    await writeFile(file(mine, 3), (await readFile(file(mine, 3), "utf8")).replace("ana", "eve"));
    expect(await problems()).toEqual([`Event 3 of writer ${mine} was changed after it was written.`]);
  });

  it("shows an event that is missing, and one that was put in its place", async () => {
    await write();
    await rm(file(mine, 2));
    expect(await problems()).toEqual([`Event 2 of writer ${mine} is missing.`]);
    await copyFile(file(mine, 1), file(mine, 2));
    expect(await problems()).toEqual([`Event 2 of writer ${mine} cannot be read as an event.`]);
  });

  it("shows that the end was cut off, also when the writer has gone on since", async () => {
    await write();
    await rm(file(mine, 3));
    await rm(file(mine, 2));
    expect(await problems()).toEqual([`Events 2 to 3 of writer ${mine} are missing.`]);
    await rm(join(temporary.root, ".lakeshore/journal", mine), { recursive: true });
    expect(await problems()).toEqual([`Events 1 to 3 of writer ${mine} are missing.`]);
    await createJournal(temporary.store, identity, theirs).append("test.later", {}, options);
    expect(await problems()).toEqual([`Events 1 to 3 of writer ${mine} are missing.`]);
  });

  it("reads past a gap of any length, and past what is no event", async () => {
    await write();
    await copyFile(file(mine, 3), file(mine, 999_999_999_999));
    await writeFile(join(temporary.root, ".lakeshore/journal", mine, "notes.txt"), "x");
    const { events, problems: found } = await page();
    expect(events).toHaveLength(6);
    expect(found).toEqual([
      `Event 999999999999 of writer ${mine} cannot be read as an event.`,
      `Events 4 to 999999999998 of writer ${mine} are missing.`,
    ]);
  });

  it("keeps what a newer app has added to an event", async () => {
    await write();
    const event = JSON.parse(await readFile(file(theirs, 3), "utf8"));
    await writeFile(file(theirs, 3), JSON.stringify({ ...event, approvedBy: "bo", kind: "future.kind" }));
    expect((await page()).events[0]).toMatchObject({ approvedBy: "bo", kind: "future.kind" });
  });
});

describe("reading on in the journal", () => {
  const readOn = async (heads: JournalHeads = {}) => {
    const batches: JournalBatch[] = [];
    for await (const batch of first.since(heads, options)) batches.push(batch);
    return batches;
  };
  const places = (batches: readonly JournalBatch[]) =>
    batches.flatMap(({ events }) => events.map(({ writer, sequence }) => `${writer}/${sequence}`)).toSorted();

  it("hands over nothing in a lake without a journal", async () => {
    expect(await readOn()).toEqual([]);
  });

  it("hands over every event once, each writer's in order, and then only what is new", async () => {
    await write();
    const all = await readOn();
    expect(places(all)).toEqual([1, 2, 3].flatMap((number) => [`${mine}/${number}`, `${theirs}/${number}`]).toSorted());
    const heads = all.at(-1)?.heads ?? {};
    expect(await readOn(heads)).toEqual([]);
    await second.append("test.later", {}, options);
    expect(places(await readOn(heads))).toEqual([`${theirs}/4`]);
  });

  it("goes on from any batch", async () => {
    await storeEvents(temporary.store, madeEvents({ count: 600 }));
    const [one] = await readOn();
    expect(one?.events).toHaveLength(500);
    const rest = await readOn(one?.heads);
    expect(rest.flatMap(({ events }) => events.map(({ sequence }) => sequence))).toEqual(
      Array.from({ length: 100 }, (_, index) => 501 + index),
    );
  });

  it("passes over what is damaged, of a newer format or missing, and counts it", async () => {
    await write();
    await writeFile(file(mine, 1), "{");
    await writeFile(file(theirs, 2), (await readFile(file(theirs, 2), "utf8")).replace('"format":1', '"format":2'));
    await rm(file(mine, 2));
    const [batch, ...rest] = await readOn();
    expect(rest).toEqual([]);
    expect(places(batch ? [batch] : [])).toEqual([`${mine}/3`, `${theirs}/1`, `${theirs}/3`].toSorted());
    expect(batch?.passedOver).toBe(2);
    expect(batch?.problems.toSorted()).toEqual(
      [
        `Event 1 of writer ${mine} cannot be read as an event.`,
        `Event 2 of writer ${mine} is missing.`,
        `Event 2 of writer ${theirs} cannot be read as an event.`,
        `Event 2 of writer ${theirs} was changed after it was written.`,
      ].toSorted(),
    );
    expect(await readOn(batch?.heads)).toEqual([]);
  });

  it("stops when it is aborted", async () => {
    await write();
    const reading = first.since({}, { signal: AbortSignal.abort() })[Symbol.asyncIterator]();
    await expect(reading.next()).rejects.toSatisfy(isCancellation);
  });
});
