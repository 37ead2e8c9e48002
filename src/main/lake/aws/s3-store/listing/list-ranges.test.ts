import { createHash } from "node:crypto";
import { S3Client } from "@aws-sdk/client-s3";
import { expect, it, onTestFinished } from "vitest";
import { ListingServer } from "../../../../../../tests/fixtures/listing-server.ts";
import { S3Store } from "../s3-store.ts";

const PAGE = 50;
const numbers = Array.from({ length: 100 * PAGE }, (_, index) => index);
const digits = (number: number, length: number) => String(number).padStart(length, "0");
const hash = (number: number) => createHash("sha256").update(String(number)).digest("hex");

const layouts: Record<string, (number: number) => string> = {
  "names that count up": (number) => `part-${digits(number, 6)}.parquet`,
  "numbers of different lengths": (number) => `part-${number}.parquet`,
  "names by chance": (number) => `${hash(number).slice(0, 32)}.json`,
  "partitions by date": (number) => {
    const day = Math.floor(number / 20);
    return `year=2026/month=${digits((Math.floor(day / 28) % 12) + 1, 2)}/day=${digits((day % 28) + 1, 2)}/${hash(number).slice(0, 8)}`;
  },
  "nearly all in one folder": (number) =>
    number % 10 === 0 ? `${hash(number).slice(0, 2)}/x-${number}` : `a/big/data-${digits(number, 8)}.csv`,
  "words of several scripts": (number) =>
    `${["Straße", "données", "数据", "zeta"][number % 4]}/${["é", "🌊", "A"][number % 3]}-${hash(number).slice(0, 6)}`,
};

it.each(Object.entries(layouts))("gives each key once, in few pages more than there are: %s", async (_, nameOf) => {
  const keys = numbers.map((number) => `raw/${nameOf(number)}`);
  const server = await ListingServer.with(keys);
  onTestFinished(() => server.stop());
  const client = new S3Client({
    endpoint: server.endpoint,
    region: "us-east-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "any", secretAccessKey: "any" },
  });
  const store = new S3Store({ client, home: { bucket: "lake", prefix: "" }, limits: { pageKeys: PAGE } });
  const found: string[] = [];
  const { signal } = new AbortController();
  for await (const page of store.list("raw/", { recursive: true, signal })) found.push(...page.map(({ key }) => key));
  client.destroy();
  expect(found.toSorted()).toEqual(keys.toSorted());
  expect(server.requests).toBeLessThanOrEqual(1.3 * 100 + 6);
});
