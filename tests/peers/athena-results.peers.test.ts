import { randomUUID } from "node:crypto";
import {
  AthenaClient,
  CreateWorkGroupCommand,
  DeleteWorkGroupCommand,
  type WorkGroupConfiguration,
} from "@aws-sdk/client-athena";
import { ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, it } from "vitest";
import { AthenaCalls } from "../../src/main/lake/aws/athena/athena-calls.ts";
import { AthenaPlaces } from "../../src/main/lake/aws/athena/athena-places.ts";
import { LakeResults } from "../../src/main/lake/aws/athena/lake-results.ts";
import { freshBucket, type FreshBucket } from "./fresh-bucket.ts";
import { describeWithPeers, moto } from "./peer-servers.ts";

const { signal } = new AbortController();
const folder = "lake/.lakeshore/athena-results/";
/** Everything that there is now is old. */
const everything = -60_000;

describeWithPeers(["moto"], "results of Athena in the lake's own place", () => {
  let bucket: FreshBucket;
  let athena: AthenaClient;
  const workgroups: string[] = [];

  beforeEach(async () => {
    bucket = await freshBucket(moto());
    const { endpoint, region, accessKeyId, secretAccessKey } = moto();
    athena = new AthenaClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  });
  afterEach(async () => {
    for (const WorkGroup of workgroups.splice(0)) await athena.send(new DeleteWorkGroupCommand({ WorkGroup }));
    athena.destroy();
    await bucket[Symbol.asyncDispose]();
  });

  function results(keptMs?: number): LakeResults {
    return new LakeResults({
      s3: bucket.client,
      places: new AthenaPlaces(athena, new AthenaCalls()),
      location: `s3://${bucket.name}/${folder}`,
      ...(keptMs === undefined ? {} : { keptMs }),
    });
  }

  async function put(...keys: readonly string[]): Promise<void> {
    for (const Key of keys) {
      await bucket.client.send(new PutObjectCommand({ Bucket: bucket.name, Key, Body: "x" }));
    }
  }

  async function stored(): Promise<string[]> {
    const { Contents = [] } = await bucket.client.send(new ListObjectsV2Command({ Bucket: bucket.name }));
    return Contents.flatMap(({ Key }) => Key ?? []);
  }

  async function workgroup(Configuration: WorkGroupConfiguration): Promise<void> {
    const Name = `lakeshore-${randomUUID()}`;
    await athena.send(new CreateWorkGroupCommand({ Name, Configuration }));
    workgroups.push(Name);
  }

  const written = (id: string) =>
    [".csv", ".csv.metadata", ".txt", ".txt.metadata", "-manifest.csv"].map((suffix) => folder + id + suffix);

  it("are deleted when they are old, and nothing else is: no table that a query made, no file of another name", async () => {
    const id = randomUUID();
    const others = [
      `${folder}${id}.parquet`,
      `${folder}notes.csv`,
      `${folder}tables/${id}/part-0.csv`,
      `${folder}tables/${id}.csv`,
      `lake/raw/${id}.csv`,
      `lake/.lakeshore/${id}.csv`,
    ];
    await put(...written(id), ...others);
    expect(await results(everything).sweep({ signal })).toBe(5);
    expect(await stored()).toEqual(others.toSorted());
  });

  it("are kept for a week", async () => {
    await put(...written(randomUUID()));
    expect(await results().sweep({ signal })).toBe(0);
    expect(await stored()).toHaveLength(5);
  });

  it("are deleted of the executions that are said, and of no other", async () => {
    const [gone, kept] = [randomUUID(), randomUUID()];
    const elsewhere = `s3://${bucket.name}/lake/other/${kept}.csv`;
    await put(...written(gone), ...written(kept), `lake/other/${kept}.csv`);
    const at = (id: string) => ({ outputLocation: `s3://${bucket.name}/${folder}${id}.csv` });
    const nothing = [{ outputLocation: null }, { outputLocation: elsewhere }, at("../../raw/orders")];
    await results().discard([at(gone), ...nothing], { signal });
    expect(await stored()).toEqual([...written(kept), `lake/other/${kept}.csv`].toSorted());
  });

  it.each(["", "/"])("are left alone where they are those of a workgroup: its place ends in “%s”", async (end) => {
    const OutputLocation = `s3://${bucket.name}/${folder.slice(0, -1)}${end}`;
    await workgroup({ EnforceWorkGroupConfiguration: true, ResultConfiguration: { OutputLocation } });
    const id = randomUUID();
    await put(...written(id));
    expect(await results(everything).sweep({ signal })).toBe(0);
    await results().discard([{ outputLocation: `s3://${bucket.name}/${folder}${id}.csv` }], { signal });
    expect(await stored()).toHaveLength(5);
  });
});
