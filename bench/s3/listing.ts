import { PutObjectCommand } from "@aws-sdk/client-s3";
import { inParallel } from "../../src/main/lake/aws/s3-store/in-parallel.ts";
import { S3Store } from "../../src/main/lake/aws/s3-store/s3-store.ts";
import { median, type Figure } from "../report.ts";
import { findRclone } from "./command-line-peers.ts";
import { connect, measuredBucket, type MeasuredBucket, type MeasuredServer } from "./rgw-bucket.ts";
import { RoundTrips } from "./round-trips.ts";

interface ListingChoice {
  rounds: number;
  keys: number;
}

interface Listed {
  firstMilliseconds: number;
  milliseconds: number;
  firstTrips: number;
  requests: number;
}

const KEYS_A_MONTH = 1_000;
const AT_ONCE = 48;
const { signal } = new AbortController();

/** All keys of a partitioned dataset and of a flat one, beside `rclone lsf -R`, which lists each folder by itself. */
export async function measureListing(server: MeasuredServer, { rounds, keys }: ListingChoice): Promise<Figure[]> {
  await using bucket = await measuredBucket(server);
  const rclone = await findRclone(server);
  const layouts = { "in months": monthKey, "in one folder": flatKey };
  const figures: Figure[] = [];
  for (const [layout, keyOf] of Object.entries(layouts)) {
    console.error(`storing ${keys} objects ${layout}`);
    await fill(bucket, keys, keyOf);
    const ours: Listed[] = [];
    const theirs = new Map<string, number[]>();
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await list(bucket, keys));
      for (const more of [[], ["--fast-list"]]) {
        const name = ["rclone lsf -R", ...more].join(" ");
        const run = await rclone?.run("lsf", "-R", ...more, `peer:${bucket.name}`);
        if (run) theirs.set(name, [...(theirs.get(name) ?? []), run.milliseconds]);
      }
    }
    figures.push(...figuresOf(`${keys.toLocaleString("en")} keys ${layout}`, ours, theirs));
    await bucket.empty("");
  }
  return figures;
}

/** With the clients of a new connection, as after the start of the app. */
async function list({ name, server }: MeasuredBucket, keys: number): Promise<Listed> {
  const connection = connect(server);
  try {
    const trips = new RoundTrips(connection.s3());
    const store = new S3Store({ client: connection.s3(), home: { bucket: name, prefix: "" } });
    const start = performance.now();
    let first: Pick<Listed, "firstMilliseconds" | "firstTrips"> | null = null;
    let count = 0;
    for await (const page of store.list("", { recursive: true, signal })) {
      first ??= { firstMilliseconds: performance.now() - start, firstTrips: trips.dependent };
      count += page.length;
    }
    if (!first || count !== keys) throw new Error(`expected ${keys} keys, got ${count}`);
    return { ...first, milliseconds: performance.now() - start, requests: trips.requests };
  } finally {
    connection.close();
  }
}

function figuresOf(what: string, ours: readonly Listed[], theirs: ReadonlyMap<string, readonly number[]>): Figure[] {
  const middle = (key: keyof Listed) => median(ours.map((listed) => listed[key]));
  return [
    { name: `${what}: first page`, value: middle("firstMilliseconds"), unit: "ms" },
    {
      name: `${what}: first page, round trips`,
      value: middle("firstTrips"),
      unit: "requests",
      goal: { atMost: 2 },
    },
    { name: `${what}: all`, value: middle("milliseconds") / 1000, unit: "s" },
    { name: `${what}: all, requests`, value: middle("requests"), unit: "requests" },
    ...[...theirs].flatMap(([name, times]) => [
      { name: `${what}: ${name}`, value: median(times) / 1000, unit: "s" },
      { name: `${what}: all / ${name}`, value: middle("milliseconds") / median(times), unit: "×", goal: { atMost: 1 } },
    ]),
  ];
}

async function fill({ name, connection }: MeasuredBucket, keys: number, keyOf: (index: number) => string) {
  const client = connection.s3();
  let next = 0;
  const nextKey = async () => (next < keys ? keyOf(next++) : null);
  await inParallel(AT_ONCE, signal, nextKey, async (key) => {
    await client.send(new PutObjectCommand({ Bucket: name, Key: key, Body: "", ContentLength: 0 }));
  });
}

function monthKey(index: number): string {
  const month = Math.floor(index / KEYS_A_MONTH);
  return `year=${2015 + Math.floor(month / 12)}/month=${twoDigits(1 + (month % 12))}/part-${fiveDigits(index)}.parquet`;
}

function flatKey(index: number): string {
  return `events/part-${fiveDigits(index)}.parquet`;
}

const twoDigits = (number: number) => String(number).padStart(2, "0");
const fiveDigits = (number: number) => String(number).padStart(5, "0");
