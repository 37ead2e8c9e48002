import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { FaultProxy } from "../fault-proxy.ts";
import { changeUrl } from "../faults/fault.ts";
import { describeWithPeers, moto, rgw } from "../peer-servers.ts";
import { type TestBucket, testBucket } from "./s3-test-bucket.ts";
import { keysOf, listAll, signal } from "./store-calls.ts";

const made = [
  ...Array.from({ length: 1500 }, (_, index) => `flat/part-${String(index).padStart(5, "0")}.parquet`),
  ...Array.from({ length: 400 }, (_, index) => `hive/year=${2000 + (index % 20)}/month=${index % 12}/f${index}`),
  ...Array.from(
    { length: 300 },
    (_, index) => `mixed/${(index * 7919) % 1000}-${["é", "🌊", "a"][index % 3] ?? ""}${index}`,
  ),
];
const odd = ["odd/", "odd/sub/", "odd//double", "odd/../up", "odd/plain", "odd/sp ace+plus%25", "odd/ctl\u0001"];

describeWithPeers(["rgw", "moto"], "listing S3", () => {
  let bucket: TestBucket;
  const proxies: FaultProxy[] = [];
  beforeAll(async () => {
    bucket = await testBucket(rgw());
    await fill(bucket, [...made, ...odd]);
  }, 180_000);
  afterEach(async () => {
    for (const proxy of proxies.splice(0)) await proxy[Symbol.asyncDispose]();
  });
  afterAll(() => bucket.dispose(), 180_000);

  it.each(["flat/", "hive/", "mixed/", "hive/year=2003/"])("gives all below %s once, in ranges", async (prefix) => {
    const wanted = made.filter((key) => key.startsWith(prefix)).toSorted();
    for (const [pageKeys, parallelLists] of [
      [50, 8],
      [7, 4],
      [1000, 8],
      [50, 1],
    ] as const) {
      expect(await keysOf(bucket.store({ limits: { pageKeys, parallelLists } }), prefix, true)).toEqual(wanted);
    }
  });

  it("asks for few pages more than there are", async () => {
    const proxy = await FaultProxy.before(rgw().endpoint);
    proxies.push(proxy);
    const store = bucket.store({ client: bucket.clientAt(proxy.endpoint), limits: { pageKeys: 50 } });
    expect(await listAll(store, "flat/", true)).toHaveLength(1500);
    expect(proxy.requests.length).toBeLessThan(2 * 30);
  });

  it("shows the first page after one request, and asks no object for anything", async () => {
    const proxy = await FaultProxy.before(rgw().endpoint);
    proxies.push(proxy);
    const store = bucket.store({ client: bucket.clientAt(proxy.endpoint) });
    for await (const page of store.list("flat/", { recursive: false, signal })) {
      expect(page).toHaveLength(1000);
      break;
    }
    expect(proxy.requests.every(({ method, url }) => method === "GET" && url.includes("list-type=2"))).toBe(true);
    expect(proxy.requests.length).toBeLessThanOrEqual(2);
  });

  it("hides markers, and loses no key that is not a path", async () => {
    const store = bucket.store();
    const kinds = async (recursive: boolean) =>
      (await listAll(store, "odd/", recursive)).map(({ kind, key }) => `${kind} ${key}`).toSorted();
    expect(await kinds(false)).toEqual(
      [
        "link odd/(empty name)",
        "link odd/..",
        "object odd/ctl\u0001",
        "object odd/plain",
        "object odd/sp ace+plus%25",
        "prefix odd/sub/",
      ].toSorted(),
    );
    expect(await kinds(true)).toEqual(
      [
        "link odd/../up",
        "link odd//double",
        "object odd/ctl\u0001",
        "object odd/plain",
        "object odd/sp ace+plus%25",
        "prefix odd/sub/",
      ].toSorted(),
    );
  });

  it("deletes keys that XML cannot say", async () => {
    await fill(bucket, ["gone/\u0001", "gone/\r", "gone/a"]);
    const store = bucket.store();
    const errors = [];
    for await (const { error } of store.delete(["gone/\u0001", "gone/\r", "gone/a"], { signal })) errors.push(error);
    expect(errors).toEqual([null, null, null]);
    await expect(store.stat("gone/", { signal })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("reaches other buckets by absolute keys", async () => {
    const other = await testBucket(rgw());
    try {
      await fill(other, ["x/a", "x/b/c"]);
      const store = bucket.store();
      const at = `s3://${other.bucket}/lake/x/`;
      expect(await keysOf(store, at, false)).toEqual([`${at}a`, `${at}b/`]);
      await store.copy(`${at}a`, "copied/a", { mode: "create", signal });
      await store.rename(`${at}b/`, "moved/b/", { signal });
      expect(await keysOf(store, "moved/", true)).toEqual(["moved/b/c"]);
      expect(await keysOf(store, at, true)).toEqual([`${at}a`]);
    } finally {
      await other.dispose();
    }
  });
});

describeWithPeers(["rgw", "moto"], "listing a server that differs", () => {
  let bucket: TestBucket;
  beforeAll(async () => {
    bucket = await testBucket(moto());
    await fill(bucket, made.slice(0, 40).concat("flat/deep/er/x", "flat/deep/er/y"));
  }, 180_000);
  afterAll(() => bucket.dispose(), 180_000);

  /** Lists through a proxy that takes a parameter away. */
  async function without(parameter: string, recursive: boolean): Promise<string[]> {
    // moto checks no signatures, so that requests can be changed on the way.
    const proxy = await FaultProxy.before(moto().endpoint);
    const ignoring = changeUrl((url) => {
      const changed = new URL(url, moto().endpoint);
      changed.searchParams.delete(parameter);
      return changed.pathname + changed.search;
    });
    proxy.inject(ignoring, { times: Infinity });
    try {
      const store = bucket.store({ client: bucket.clientAt(proxy.endpoint), limits: { pageKeys: 10 } });
      return await keysOf(store, "flat/", recursive);
    } finally {
      await proxy[Symbol.asyncDispose]();
    }
  }

  it("shows folders where the delimiter is ignored", async () => {
    const keys = await without("delimiter", false);
    expect(keys).toEqual(["flat/deep/", ...made.slice(0, 40)].toSorted());
  });

  it("lists page after page where start-after is ignored", async () => {
    const keys = await without("start-after", true);
    expect(keys).toEqual(["flat/deep/er/x", "flat/deep/er/y", ...made.slice(0, 40)].toSorted());
  });

  it("gives up on a server that gives the same page for ever", async () => {
    const listing = without("continuation-token", false);
    await expect(listing).rejects.toMatchObject({ code: "DAMAGED" });
  });
});

async function fill({ client, bucket }: TestBucket, keys: readonly string[]): Promise<void> {
  const waiting = [...keys];
  const work = async () => {
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: `lake/${key}`, Body: Buffer.alloc(0) }));
    }
  };
  await Promise.all(Array.from({ length: 16 }, work));
}
