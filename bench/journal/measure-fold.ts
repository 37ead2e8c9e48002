import { randomUUID } from "node:crypto";
import { gatherEvents } from "../../src/main/lake/journal/gather-events.ts";
import { createJournal } from "../../src/main/lake/journal/journal.ts";
import { removeGathered } from "../../src/main/lake/journal/remove-gathered.ts";
import type { ObjectStore } from "../../src/main/lake/ports.ts";
import { type Figure, median } from "../report.ts";
import { KnowledgeFold } from "./knowledge-fold.ts";
import { storeGathered, storeLoose } from "./stored-journal.ts";
import type { TeamEvent, TeamEvents } from "./team-events.ts";

const options = { signal: new AbortController().signal };
const identity = { whoAmI: () => Promise.resolve({ principal: "reader", displayName: "Reader" }) };
const NEW_EVENTS = 100;
const MILLISECONDS_GOAL = 200;
const REQUESTS_GOAL = 500;

interface MeasuredStore {
  name: string;
  store: ObjectStore;
  /** Requests so far; absent where there are none. */
  requests?: () => number;
  /** For databases. */
  folder: string;
  team: TeamEvents;
  events: readonly TeamEvent[];
  rounds: number;
}

/** A first fold of a journal, and folds of few new events. Returns the state that it came to, too. */
export async function measureFold(measured: MeasuredStore): Promise<{ figures: Figure[]; fingerprint: string }> {
  const { name, store, events, team, rounds, requests = () => 0 } = measured;
  const counts = measured.requests !== undefined;
  const objects = await storeGathered(store, events);
  const journal = createJournal(store, identity, randomUUID());
  await using fold = new KnowledgeFold(measured.folder);
  const timed = async (expected: number) => {
    const [start, before] = [performance.now(), requests()];
    const count = await fold.read(journal);
    if (count !== expected) throw new Error(`${count} events were read, and not ${expected}`);
    return { milliseconds: performance.now() - start, requests: requests() - before };
  };

  const reading = performance.now();
  for await (const { problems } of journal.since({}, options)) {
    if (problems[0]) throw new Error(problems[0]);
  }
  const readAlone = (performance.now() - reading) / 1000;
  const first = await timed(events.length);
  const fingerprint = await fold.fingerprint();
  const loose: Awaited<ReturnType<typeof timed>>[] = [];
  const gathered: typeof loose = [];
  for (let round = 0; round < rounds; round += 1) {
    await storeLoose(store, team.next(NEW_EVENTS));
    loose.push(await timed(NEW_EVENTS));
    const more = [...team.next(NEW_EVENTS)];
    await storeLoose(store, more);
    for (const writer of new Set(more.map((event) => event.writer))) {
      await gatherEvents(store, writer, options);
      await removeGathered(store, writer, options);
    }
    gathered.push(await timed(NEW_EVENTS));
  }
  const nothing = await timed(0);
  const figures: Figure[] = [
    { name: `${name}: objects of the journal`, value: objects, unit: "" },
    { name: `${name}: reading all of it`, value: readAlone, unit: "s" },
    { name: `${name}: first fold`, value: first.milliseconds / 1000, unit: "s" },
    ...(counts
      ? [{ name: `${name}: first fold`, value: first.requests, unit: "requests", goal: { atMost: REQUESTS_GOAL } }]
      : []),
    ...incremental(`${name}: ${NEW_EVENTS} new events, single`, loose, counts),
    ...incremental(`${name}: ${NEW_EVENTS} new events, gathered`, gathered, counts),
    { name: `${name}: nothing new`, value: nothing.milliseconds, unit: "ms" },
  ];
  return { figures, fingerprint };
}

function incremental(name: string, runs: { milliseconds: number; requests: number }[], counts: boolean): Figure[] {
  const milliseconds = median(runs.map((run) => run.milliseconds));
  return [
    { name, value: milliseconds, unit: "ms", goal: { atMost: MILLISECONDS_GOAL } },
    ...(counts ? [{ name, value: median(runs.map((run) => run.requests)), unit: "requests" }] : []),
  ];
}
