import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { LakeshoreClient } from "../../src/renderer/lib/transport/connect.ts";
import { type BrowserHostProcess, startBrowserHost } from "../fixtures/browser-host-process.ts";
import { connectTo } from "../fixtures/web-client.ts";
import { type FreshBucket, freshBucket } from "./fresh-bucket.ts";
import { describeWithPeers, rgw } from "./peer-servers.ts";

describeWithPeers(["rgw"], "an inventory of a bucket", () => {
  let bucket: FreshBucket;
  let folder: string;
  let host: BrowserHostProcess;
  let app: { client: LakeshoreClient; close: () => void };
  let lakeId: string;

  beforeAll(async () => {
    const { accessKeyId, secretAccessKey, endpoint, region, pathStyle } = rgw();
    vi.stubEnv("AWS_ACCESS_KEY_ID", accessKeyId);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", secretAccessKey);
    bucket = await freshBucket(rgw());
    await put("raw/orders.csv", "id,price\n1,2.5\n2,3.5\n");
    // More than a page of a listing.
    for (let start = 0; start < 1200; start += 100) {
      const names = Array.from({ length: 100 }, (_, index) => `raw/events/e-${start + index}.ndjson`);
      await Promise.all(names.map((name) => put(name, '{"id":1}\n')));
    }
    for (const day of [1, 2]) await put(`raw/visits/day=${day}/a.csv`, "shop\n7\n");
    folder = await mkdtemp(join(tmpdir(), "lakeshore-inventory-s3-"));
    host = await startBrowserHost({ userData: join(folder, "data") });
    app = await connectTo(host.url);
    const access = { caFile: null, allowPlainHttp: false, checksums: "when-required", services: "s3" } as const;
    const connection = {
      id: "ceph",
      name: "Ceph",
      signIn: { kind: "environment" },
      region,
      endpoint: { url: endpoint, pathStyle, ...access },
    } as const;
    await app.client.connections.save({ connection, secretKey: null });
    const place = { kind: "s3", connectionId: "ceph", bucket: bucket.name, prefix: "" } as const;
    const { zones } = await app.client.lakes.inspect({ place });
    await app.client.lakes.create({ place, name: "Counted lake", zones });
    lakeId = (await app.client.lakes.open({ place })).summary.id;
  }, 120_000);
  afterAll(async () => {
    app.close();
    await host.close();
    vi.unstubAllEnvs();
    await bucket[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  async function put(Key: string, Body: string): Promise<void> {
    await bucket.client.send(new PutObjectCommand({ Bucket: bucket.name, Key, Body }));
  }

  async function done(jobId: string): Promise<void> {
    for await (const jobs of await app.client.activity.jobs()) {
      const job = jobs.find(({ id }) => id === jobId);
      if (!job || job.state === "running") continue;
      expect(job).toMatchObject({ state: "done", warnings: [] });
      return;
    }
    throw new Error("the jobs have ended");
  }

  async function scanned() {
    await done((await app.client.inventory.scan({ lakeId, zoneId: null, prefix: "" })).jobId);
    return (await app.client.inventory.growth({ lakeId })).at(-1);
  }

  const datasets = async () =>
    (await app.client.inventory.datasets({ lakeId, states: [], zoneId: null, text: "", start: 0, limit: 10 })).datasets;

  test("groups its objects into datasets", async () => {
    expect(await scanned()).toMatchObject({ objects: 1203, added: 1203, changed: 0, removed: 0, datasets: 3 });
    expect((await datasets()).map(({ path, kind, columns, state }) => ({ path, kind, columns, state }))).toEqual([
      { path: "events/", kind: "parts", columns: 1, state: "new" },
      { path: "orders.csv", kind: "file", columns: 2, state: "new" },
      { path: "visits/", kind: "partitions", columns: 2, state: "new" },
    ]);
    const { storageClasses, objects } = await app.client.inventory.rollUp({ lakeId, zoneId: "raw", path: "" });
    expect(objects).toBe(1203);
    expect(storageClasses.map((share) => share.objects)).toEqual([1203]);
  }, 120_000);

  test("takes in just what is other the next time", async () => {
    expect(await scanned()).toMatchObject({ objects: 1203, added: 0, changed: 0, removed: 0 });
    await put("raw/orders.csv", "id,price,vat\n1,2.5,0.4\n");
    await put("raw/visits/day=3/a.csv", "shop\n7\n");
    await bucket.client.send(new DeleteObjectCommand({ Bucket: bucket.name, Key: "raw/events/e-7.ndjson" }));
    expect(await scanned()).toMatchObject({ objects: 1203, added: 1, changed: 1, removed: 1 });
    expect((await datasets()).find(({ path }) => path === "orders.csv")).toMatchObject({ columns: 3 });
  }, 120_000);

  test("makes tables of them, which can be queried", async () => {
    const chosen = (await datasets()).map(({ id, fingerprint }) => ({ id, fingerprint }));
    await done((await app.client.inventory.apply({ lakeId, datasets: chosen })).jobId);
    expect((await datasets()).map(({ tableName, state }) => [tableName, state])).toEqual([
      ["events", "known"],
      ["orders", "known"],
      ["visits", "known"],
    ]);
    const sql = "select (select max(vat) from raw.orders), max(day) from raw.visits";
    expect(await answer(sql)).toEqual([["0.4", "3"]]);
  }, 120_000);

  async function answer(sql: string) {
    const { id } = await app.client.query.start({ lakeId, sql, tabId: null });
    for await (const execution of await app.client.query.watch({ executionId: id })) {
      if (execution.state === "running" || execution.state === "queued") continue;
      expect(execution).toMatchObject({ state: "succeeded" });
      const { rows } = await app.client.query.rows({
        resultSetId: execution.resultSetId ?? "",
        viewId: null,
        start: 0,
        end: 10,
      });
      return rows;
    }
    throw new Error("the query has no end");
  }
});
