import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { WrittenEvents, idOf } from "../../../../../tests/fixtures/knowledge-events.ts";
import type { JournalEvent } from "../../../lake/journal/journal-event.ts";
import { IndexDatabase } from "../../../state/index-database.ts";
import { understood } from "../statements/statement-event.ts";
import { KnowledgeDatabase } from "./knowledge-database.ts";
import type { KnowledgeReply, KnowledgeRequest } from "./knowledge-protocol.ts";
import { knowledgeSchema, versionOf } from "./knowledge-schema.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakeshore-fold-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const table = { zoneId: "trusted", name: "flights" };

function fresh(): KnowledgeDatabase {
  return new KnowledgeDatabase(join(folder, `${randomUUID()}.db`));
}

function folded(...events: JournalEvent[]): KnowledgeDatabase {
  const database = fresh();
  database.answer({ kind: "fold", events, read: null });
  return database;
}

function ask<Kind extends KnowledgeReply["kind"]>(database: KnowledgeDatabase, request: KnowledgeRequest, kind: Kind) {
  const reply = database.answer(request);
  if (isOfKind(reply, kind)) return reply;
  throw new Error(`answered ${reply.kind}`);
}

function isOfKind<Kind extends KnowledgeReply["kind"]>(
  reply: KnowledgeReply,
  kind: Kind,
): reply is Extract<KnowledgeReply, { kind: Kind }> {
  return reply.kind === kind;
}

const known = (database: KnowledgeDatabase, me = "ada") =>
  ask(database, { kind: "table", table, me }, "table").knowledge;

describe("what people say of a table", () => {
  it("keeps both descriptions of two who wrote at once, until somebody picks", () => {
    const [ada, bob] = [new WrittenEvents("ada"), new WrittenEvents("bob")];
    const first = ada.next("knowledge.described", { table, column: null, value: "Flights" });
    const seen = { table, column: null, replaces: [idOf(first)] };
    const hers = ada.next("knowledge.described", { ...seen, value: "Flights of 2024" });
    const his = bob.next("knowledge.described", { ...seen, value: "All flights" }, "2027-01-01T00:00:00.000Z");
    const both = known(folded(his, first, hers)).description;
    expect(both.values.map(({ by, value }) => [by, value])).toEqual([
      ["bob", "All flights"],
      ["ada", "Flights of 2024"],
    ]);
    expect(both.seen).toEqual([idOf(hers), idOf(his)].toSorted());
    const pick = ada.next("knowledge.described", { ...seen, replaces: both.seen, value: "All flights of 2024" });
    expect(known(folded(pick, his, hers, first)).description.values).toMatchObject([{ value: "All flights of 2024" }]);
  });

  it("is no conflict where two say the same", () => {
    const events = ["ada", "bob"].map((name) =>
      new WrittenEvents(name).next("knowledge.owned", { table, value: "BI" }),
    );
    expect(known(folded(...events)).owner).toMatchObject({ values: [{ value: "BI" }], seen: { length: 2 } });
  });

  it("has one rating a person, which nobody else can replace", () => {
    const [ada, bob] = [new WrittenEvents("ada"), new WrittenEvents("bob")];
    const two = ada.next("knowledge.rated", { table, value: { stars: 2, comment: "gaps" } });
    const five = ada.next("knowledge.rated", { table, value: { stars: 5, comment: "" }, replaces: [idOf(two)] });
    const his = bob.next("knowledge.rated", { table, value: { stars: 2, comment: "" }, replaces: [idOf(five)] });
    const { ratings } = known(folded(his, five, two));
    expect(ratings).toMatchObject({ count: 2, average: 3.5, mine: { stars: 5, by: "ada" } });
    const withdrawn = ada.next("knowledge.rated", { table, value: null, replaces: [idOf(five)] });
    expect(known(folded(withdrawn, his, five, two)).ratings).toMatchObject({ count: 1, mine: null });
  });

  it("keeps a tag that one adds while another removes what they have seen of it", () => {
    const [ada, bob] = [new WrittenEvents("ada"), new WrittenEvents("bob")];
    const added = ada.next("knowledge.tagged", { table, tag: "PII", value: true });
    const removed = bob.next("knowledge.tagged", { table, tag: "pii", value: null, replaces: [idOf(added)] });
    expect(known(folded(removed, added)).tags).toEqual([]);
    const again = ada.next("knowledge.tagged", { table, tag: "pii", value: true, replaces: [idOf(added)] });
    expect(known(folded(again, removed, added)).tags).toMatchObject([{ tag: "pii", by: "ada" }]);
  });

  it("shows questions with their answers, and links to terms that mean something", () => {
    const ada = new WrittenEvents("ada");
    const [questionId, answerId, termId] = [randomUUID(), randomUUID(), randomUUID()];
    const database = folded(
      ada.next("knowledge.answered", { table, questionId, answerId, value: { text: "At night" } }),
      ada.next("knowledge.asked", { table, questionId, value: { text: "When is it loaded?" } }),
      ada.next("knowledge.linked", { table, column: "tail", termId, value: true }),
      ada.next("knowledge.defined", { termId, value: { name: "Tail number", definition: "Of an aircraft." } }),
    );
    expect(known(database)).toMatchObject({
      questions: [{ questionId, text: "When is it loaded?", answers: [{ answerId, text: "At night" }] }],
      columns: [{ name: "tail", terms: [{ termId, name: "Tail number" }] }],
    });
    expect(ask(database, { kind: "term", termId }, "term").subjects).toEqual([{ table, column: "tail" }]);
  });

  it("tells who changed what, with what was there before", () => {
    const ada = new WrittenEvents("ada");
    const first = ada.next("knowledge.owned", { table, value: "BI" });
    const second = ada.next("knowledge.owned", { table, value: "Data", replaces: [idOf(first)] });
    const page = { kind: "history", table, limit: 1 } as const;
    const newest = ask(folded(first, second), { ...page, after: null }, "history");
    expect(newest.changes).toMatchObject([{ by: "ada", topic: "owner", before: ["BI"], after: "Data" }]);
    const older = ask(folded(first, second), { ...page, after: newest.next }, "history");
    expect(older).toMatchObject({ changes: [{ before: [], after: "BI" }], next: null });
  });

  it("passes over kinds and versions of a newer app, and counts them", () => {
    const ada = new WrittenEvents("ada");
    const database = folded(
      ada.next("knowledge.sung", { table, value: "la" }),
      ada.next("knowledge.owned", { table, value: "BI", version: 2 }),
      ada.next("transfers.uploaded", { summary: "3 files" }),
    );
    expect(ask(database, { kind: "status" }, "status").status).toEqual({ revision: 0, ignored: 2, isWhole: false });
  });
});

/** Mulberry32: the same numbers for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const tables = [table, { zoneId: null, name: "orders" }];
const terms = ["0192aaaa-0000-4000-8000-000000000001", "0192aaaa-0000-4000-8000-000000000002"];
const finding = { zoneId: "raw", path: "a.csv", column: "mail", field: null, kind: "email", fingerprint: "f" };

function one<T>(of: readonly T[], at: number): T {
  const found = of[at];
  if (found === undefined) throw new Error(`there is no number ${at}`);
  return found;
}

/** What people who see each other's events only now and then could write. */
function randomEvents(pick: (below: number) => number, count: number): JournalEvent[] {
  const writers = ["ada", "bob", "ada", "eve"].map(
    (name, at) => new WrittenEvents(name, `${at}`.repeat(36).slice(0, 36)),
  );
  const events: JournalEvent[] = [];
  const drawn = <T>(of: readonly T[]): T => one(of, pick(of.length));
  const says: (() => readonly [string, Record<string, unknown>])[] = [
    () => ["rated", { value: pick(4) === 0 ? null : { stars: 1 + pick(5), comment: "" } }],
    () => ["tagged", { tag: drawn(["pii", "PII", "daily"]), value: pick(2) ? true : null }],
    () => ["owned", { value: drawn(["BI", "Data", null]) }],
    () => ["described", { column: drawn([null, "tail"]), value: drawn(["x", "y", "z", null]) }],
    () => ["certified", { value: drawn([{ status: "certified", reason: "" }, null]) }],
    () => ["asked", { questionId: drawn(terms), value: drawn([{ text: "why" }, null]) }],
    () => ["answered", { questionId: drawn(terms), answerId: drawn(terms), value: drawn([{ text: "so" }, null]) }],
    () => [
      "defined",
      { termId: drawn(terms), value: drawn([{ name: "T", definition: "" }, { name: "U", definition: "" }, null]) },
    ],
    () => ["linked", { termId: drawn(terms), column: drawn([null, "tail"]), value: pick(3) ? true : null }],
    () => [
      "decided",
      { finding, value: drawn([{ verdict: "confirmed", reason: "" }, { verdict: "dismissed", reason: "no" }, null]) },
    ],
    () => ["sung", { value: "la" }],
  ];
  while (events.length < count) {
    const [verb, data] = drawn(says)();
    const at = new Date(Date.UTC(2026, 0, 1, 0, pick(50))).toISOString();
    const replaces = events.filter(({ kind }) => kind === `knowledge.${verb}` && pick(2) === 0).map(idOf);
    events.push(drawn(writers).next(`knowledge.${verb}`, { table: drawn(tables), ...data, replaces }, at));
  }
  return events;
}

function shuffled<T>(items: readonly T[], pick: (below: number) => number): T[] {
  const order = [...items];
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = pick(at + 1);
    [order[at], order[other]] = [one(order, other), one(order, at)];
  }
  return order;
}

/** All that can be asked of a fold, but for the local revision. */
function stateOf(database: KnowledgeDatabase): string {
  const all = { after: null, limit: 500 };
  return JSON.stringify([
    ...tables.flatMap((subject) => [
      database.answer({ kind: "table", table: subject, me: "ada" }),
      database.answer({ kind: "history", table: subject, ...all }),
    ]),
    database.answer({ kind: "summaries", ...all, since: 0 }),
    database.answer({ kind: "glossary", ...all }),
    ...terms.map((termId) => database.answer({ kind: "term", termId })),
    database.answer({ kind: "decisions", dataset: null }),
    ask(database, { kind: "status" }, "status").status.ignored,
  ]);
}

describe("folding", () => {
  const heads = { [randomUUID()]: { sequence: 7, hash: "a".repeat(64) } };

  it("goes on where it was, but begins anew in an app that understands other events", () => {
    const path = join(folder, `${randomUUID()}.db`);
    const headsNow = () => ask(new KnowledgeDatabase(path), { kind: "heads" }, "heads").heads;
    new KnowledgeDatabase(path).answer({ kind: "fold", events: [], read: { heads, passedOver: 0 } });
    expect(headsNow()).toEqual(heads);
    const newer = new IndexDatabase(path, { ...knowledgeSchema, version: versionOf([...understood, z.string()]) });
    newer.run("UPDATE journal SET heads = ?", JSON.stringify(heads));
    expect(headsNow()).toEqual({});
  });

  it.each(Array.from({ length: 25 }, (_, seed) => seed))(
    "comes to the same whatever the order of arrival, in any pieces and with repeats (seed %i)",
    (seed) => {
      const pick = numbers(seed);
      const events = randomEvents(pick, 60);
      const expected = stateOf(folded(...events));
      for (let round = 0; round < 4; round += 1) {
        const arriving = shuffled([...events, ...events.slice(0, 10)], pick);
        const database = fresh();
        while (arriving.length > 0) {
          database.answer({ kind: "fold", events: arriving.splice(0, 1 + pick(9)), read: null });
        }
        expect(stateOf(database)).toBe(expected);
      }
    },
  );
});
