import { join } from "node:path";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import {
  BatchCreatePartitionCommand,
  type BatchCreatePartitionCommandInput,
  GetPartitionsCommand,
  GetTableCommand,
  GlueClient,
} from "@aws-sdk/client-glue";
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { LakeshoreClient } from "../../src/renderer/lib/transport/connect.ts";
import type { CatalogPlan, Dataset } from "../../src/shared/domain/inventory.ts";
import { type BrowserHostProcess, startBrowserHost } from "../fixtures/browser-host-process.ts";
import { connectTo } from "../fixtures/web-client.ts";
import { type FreshBucket, freshBucket } from "./fresh-bucket.ts";
import { clientOptions, motoAccountOfEnvironment } from "./moto-account.ts";
import { describeWithPeers, moto } from "./peer-servers.ts";
import { rememberAwsLake } from "./remembered-aws-lake.ts";

const prefix = "lake/";

describeWithPeers(["moto"], "an inventory beside Glue", () => {
  let bucket: FreshBucket;
  let glue: GlueClient;
  let folder: string;
  let host: BrowserHostProcess;
  let app: { client: LakeshoreClient; close: () => void };
  let lakeId: string;

  beforeAll(async () => {
    const account = await motoAccountOfEnvironment(moto());
    bucket = await freshBucket(account.server);
    glue = new GlueClient(clientOptions(account));
    for (const year of [2022, 2023]) await put(`raw/orders/year=${year}/part-0.csv`, "id,price\n1,2.5\n");
    folder = await mkdtemp(join(tmpdir(), "lakeshore-inventory-glue-"));
    const userData = join(folder, "data");
    await rememberAwsLake(userData, moto().endpoint, { bucket: bucket.name, prefix });
    host = await startBrowserHost({ userData });
    app = await connectTo(host.url);
    const place = { kind: "s3", connectionId: "aws", bucket: bucket.name, prefix } as const;
    lakeId = (await app.client.lakes.open({ place })).summary.id;
  }, 60_000);
  afterAll(async () => {
    app.close();
    await host.close();
    vi.unstubAllEnvs();
    glue.destroy();
    await bucket[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  async function put(key: string, Body: string): Promise<void> {
    await bucket.client.send(new PutObjectCommand({ Bucket: bucket.name, Key: prefix + key, Body }));
  }

  async function ended(jobId: string): Promise<string[]> {
    for await (const jobs of await app.client.activity.jobs()) {
      const job = jobs.find(({ id }) => id === jobId);
      if (!job || job.state === "running") continue;
      expect(job).toMatchObject({ state: "done" });
      return job.warnings;
    }
    throw new Error("the jobs have ended");
  }

  async function scanned(): Promise<Dataset> {
    expect(await ended((await app.client.inventory.scan({ lakeId, zoneId: null, prefix: "" })).jobId)).toEqual([]);
    return orders();
  }

  async function orders(): Promise<Dataset> {
    const page = { lakeId, states: [], zoneId: null, text: "orders", start: 0, limit: 10 };
    const [dataset] = (await app.client.inventory.datasets(page)).datasets;
    if (!dataset) throw new Error("no dataset of orders");
    return dataset;
  }

  async function applied({ id, fingerprint }: Dataset): Promise<CatalogPlan | undefined> {
    const [plan] = await app.client.inventory.plan({ lakeId, ids: [id] });
    await ended((await app.client.inventory.apply({ lakeId, datasets: [{ id, fingerprint }] })).jobId);
    return plan;
  }

  async function catalogName(): Promise<{ DatabaseName: string; TableName: string }> {
    const { tableName } = await orders();
    const table = await app.client.catalog.get({ lakeId, zoneId: "raw", name: tableName ?? "" });
    const { database, table: name } = table.catalogName ?? { database: "", table: "" };
    return { DatabaseName: database, TableName: name };
  }

  async function registered(): Promise<string[]> {
    const { Partitions = [] } = await glue.send(new GetPartitionsCommand(await catalogName()));
    return Partitions.flatMap(({ Values = [] }) => Values).toSorted();
  }

  const partitions = (name: string, before: string | null, after: string | null) => ({
    what: "partitions",
    name,
    before,
    after,
  });

  test("registers a partitioned dataset with its partitions, as its plan says", async () => {
    expect(await scanned()).toMatchObject({ kind: "partitions", state: "new" });
    const plan = await applied(await orders());
    expect(plan).toMatchObject({ action: "create" });
    expect(plan?.changes).toContainEqual(partitions("year=2022/, year=2023/", null, "2"));
    expect(await registered()).toEqual(["2022", "2023"]);
    expect(await orders()).toMatchObject({ state: "known", changes: [] });
  }, 60_000);

  test("finds folders that are no partitions yet, and registers just these", async () => {
    await put("raw/orders/year=2024/part-0.csv", "id,price\n1,2.5\n");
    await put("raw/orders/year=2025/part-0.csv", "id,price\n1,2.5\n");
    const added = [partitions("year=2024/, year=2025/", null, "2")];
    expect(await scanned()).toMatchObject({ state: "changed", changes: added });
    const { DatabaseName, TableName } = await catalogName();
    const { Table } = await glue.send(new GetTableCommand({ DatabaseName, Name: TableName }));
    expect(await applied(await orders())).toMatchObject({ action: "update", changes: added });
    expect(await registered()).toEqual(["2022", "2023", "2024", "2025"]);
    expect(await orders()).toMatchObject({ state: "known", changes: [] });
    const after = await glue.send(new GetTableCommand({ DatabaseName, Name: TableName }));
    expect(after.Table?.VersionId).toBe(Table?.VersionId);
  }, 60_000);

  test("knows partitions by their folders too, and sees what others register", async () => {
    await put("raw/orders/year=2026/part-0.csv", "id,price\n1,2.5\n");
    expect(await scanned()).toMatchObject({ state: "changed" });
    await createPartition("26", "year=2026");
    expect(await scanned()).toMatchObject({ state: "known", changes: [] });
  }, 60_000);

  test("shows partitions that have no objects any more, and calls the table no other for it", async () => {
    await createPartition("1999", "year=1999/");
    await put("raw/orders/year=2023/part-1.csv", "id,price\n1,2.5\n");
    await bucket.client.send(
      new DeleteObjectCommand({ Bucket: bucket.name, Key: `${prefix}raw/orders/year=2022/part-0.csv` }),
    );
    const gone = "year=1999/, year=2022/";
    expect(await scanned()).toMatchObject({ state: "known", changes: [partitions(gone, "2", null)] });
    const { oddOnes } = await app.client.inventory.oddOnes({ lakeId, start: 0, limit: 10 });
    expect(oddOnes).toMatchObject([{ kind: "empty-partitions", path: "orders/", objects: 2, evidence: gone }]);
  }, 60_000);

  test("tells sizes by storage class", async () => {
    const Key = `${prefix}raw/old/a.csv`;
    await bucket.client.send(
      new PutObjectCommand({ Bucket: bucket.name, Key, Body: "id\n1\n", StorageClass: "GLACIER_IR" }),
    );
    await scanned();
    const { storageClasses } = await app.client.inventory.rollUp({ lakeId, zoneId: "raw", path: "old/" });
    expect(storageClasses).toEqual([{ name: "GLACIER_IR", objects: 1, bytes: 5 }]);
  }, 60_000);

  test("finds very many that are not registered, and reads those that are in pages", async () => {
    for (let start = 3000; start < 4100; start += 100) {
      const years = Array.from({ length: 100 }, (_, index) => start + index);
      const inputs = years.map((year) => partition(String(year), `year=${year}/`));
      await glue.send(new BatchCreatePartitionCommand({ ...(await catalogName()), PartitionInputList: inputs }));
    }
    for (const year of [3000, 4099, 9000]) await put(`raw/orders/year=${year}/a.csv`, "id,price\n1,2.5\n");
    expect((await scanned()).changes).toEqual([
      partitions("year=9000/", null, "1"),
      partitions("year=1999/, year=2022/, year=3001/", "1100", null),
    ]);
  }, 120_000);

  async function createPartition(value: string, at: string): Promise<void> {
    const PartitionInputList = [partition(value, at)];
    await glue.send(new BatchCreatePartitionCommand({ ...(await catalogName()), PartitionInputList }));
  }

  function partition(
    value: string,
    at: string,
  ): NonNullable<BatchCreatePartitionCommandInput["PartitionInputList"]>[number] {
    return { Values: [value], StorageDescriptor: { Location: `s3a://${bucket.name}/${prefix}raw/orders/${at}` } };
  }
});
