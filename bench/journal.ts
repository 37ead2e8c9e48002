import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { S3Store } from "../src/main/lake/aws/s3-store/s3-store.ts";
import { temporaryStore } from "../tests/fixtures/temporary-store.ts";
import { startPeers } from "../tests/peers/servers/start-peers.ts";
import { KnowledgeFold } from "./journal/knowledge-fold.ts";
import { measureFold } from "./journal/measure-fold.ts";
import { type TeamEvent, TeamEvents } from "./journal/team-events.ts";
import { report, type Figure } from "./report.ts";
import { measuredBucket } from "./s3/rgw-bucket.ts";
import { RoundTrips } from "./s3/round-trips.ts";
import { randomNumbers } from "./search/random-numbers.ts";

// A journal that a team has written, folded to what is known of the lake's tables: on a folder, and in the RGW that RGW_URL
// names, else one that is started for it. Then the same events in other orders of arrival.

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "200000" },
    writers: { type: "string", default: "50" },
    rounds: { type: "string", default: "5" },
    /** "folder", "s3", "order": just these, with commas between them. */
    only: { type: "string", default: "folder,s3,order" },
    json: { type: "string" },
  },
});
const [count, writers, rounds] = [values.events, values.writers, values.rounds].map(Number);
if (!count || !writers || !rounds) throw new Error("--events, --writers and --rounds are numbers above 0");
const wanted = values.only.split(",");
const folder = await mkdtemp(join(tmpdir(), "lakeshore-journal-"));
const fingerprints = new Map<string, string>();

/** The events, and the team that goes on from there: each measurement begins with the same. */
function written(): { team: TeamEvents; events: TeamEvent[] } {
  const team = new TeamEvents(writers ?? 1);
  return { team, events: [...team.next(count ?? 1)] };
}

async function onFolder(): Promise<Figure[]> {
  const { store, dispose } = await temporaryStore();
  try {
    const { figures, fingerprint } = await measureFold({
      name: "folder",
      store,
      folder,
      rounds: rounds ?? 1,
      ...written(),
    });
    fingerprints.set("folder", fingerprint);
    return figures;
  } finally {
    await dispose();
  }
}

async function onS3(): Promise<Figure[]> {
  const { peers, stop } = await startPeers(["rgw"]);
  try {
    if ("missing" in peers.rgw) {
      console.error(`S3 is skipped, as there is no server to measure with: ${peers.rgw.missing}`);
      return [];
    }
    await using bucket = await measuredBucket(peers.rgw.server);
    const client = bucket.connection.s3();
    const trips = new RoundTrips(client);
    const store = new S3Store({ client, home: { bucket: bucket.name, prefix: "lake/" } });
    const requests = () => trips.requests;
    const { figures, fingerprint } = await measureFold({
      name: "S3",
      store,
      requests,
      folder,
      rounds: rounds ?? 1,
      ...written(),
    });
    fingerprints.set("S3", fingerprint);
    return figures;
  } finally {
    await stop();
  }
}

/** Newest first, and in no order at all. */
async function inOtherOrders(): Promise<Figure[]> {
  const { events } = written();
  const random = randomNumbers(11);
  const drawn = events.map((event) => ({ event, place: random() })).toSorted((a, b) => a.place - b.place);
  const orders = { "newest first": events.toReversed(), shuffled: drawn.map(({ event }) => event), written: events };
  for (const [order, arriving] of Object.entries(orders)) {
    await using fold = new KnowledgeFold(folder);
    await fold.take(arriving);
    fingerprints.set(order, await fold.fingerprint());
  }
  return [];
}

const parts: Record<string, () => Promise<Figure[]>> = { folder: onFolder, s3: onS3, order: inOtherOrders };
// The app's workers let a process end that has nothing else to do.
const waiting = setInterval(() => undefined, 60_000);
try {
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(parts)) if (wanted.includes(name)) figures.push(...(await measure()));
  const states = new Set(fingerprints.values()).size;
  figures.push({
    name: `states after ${[...fingerprints.keys()].join(", ")}`,
    value: states,
    unit: "",
    goal: { atMost: 1 },
  });
  await report(`A journal of ${count.toLocaleString("en")} events from ${writers} writers`, figures);
} finally {
  clearInterval(waiting);
  await rm(folder, { recursive: true });
}
