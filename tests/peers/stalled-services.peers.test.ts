import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { LakeshoreClient } from "../../src/renderer/lib/transport/connect.ts";
import type { Execution } from "../../src/shared/contract/query.ts";
import { startBrowserHost, type BrowserHostProcess } from "../fixtures/browser-host-process.ts";
import { connectTo } from "../fixtures/web-client.ts";
import { FaultProxy } from "./fault-proxy.ts";
import { hold } from "./faults/fault.ts";
import { freshBucket, type FreshBucket } from "./fresh-bucket.ts";
import { describeWithPeers, moto } from "./peer-servers.ts";

const prefix = "lake/";

describeWithPeers(["moto"], "a lake on AWS whose Glue and Athena do not answer", () => {
  let folder: string;
  let bucket: FreshBucket;
  let proxy: FaultProxy;
  let host: BrowserHostProcess;
  let client: LakeshoreClient;
  let disconnect: () => void;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "lakeshore-stalled-"));
    bucket = await freshBucket(moto());
    proxy = await FaultProxy.before(moto().endpoint);
    const isStalled = (target = "") => /^(?:AWSGlue|AmazonAthena)\./.test(target);
    proxy.inject(hold("request"), {
      when: ({ headers }) => isStalled(String(headers["x-amz-target"])),
      times: Number.POSITIVE_INFINITY,
    });
    host = await startBrowserHost({ userData: join(folder, "data") });
    ({ client, close: disconnect } = await connectTo(host.url));
  });
  afterEach(async () => {
    disconnect();
    await host.close();
    await proxy[Symbol.asyncDispose]();
    await bucket[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  test("is browsed, takes uploads and answers local SQL all the same", async () => {
    const lakeId = await madeLake();
    const asked = await client.query.start({ ...question(lakeId, "select 1"), engine: "athena" });

    const source = join(folder, "orders.csv");
    await writeFile(source, "id,amount\n1,2.5\n2,4.5\n");
    await uploaded(lakeId, source);
    const { Body } = await bucket.client.send(
      new GetObjectCommand({ Bucket: bucket.name, Key: `${prefix}raw/orders.csv` }),
    );
    expect(await Body?.transformToString()).toBe(await readFile(source, "utf8"));

    const local = await client.query.start(question(lakeId, 'select sum(amount) as total from raw."orders.csv"'));
    const answer = await ended(local);
    expect(answer).toMatchObject({ state: "succeeded", rows: 1, warnings: [expect.stringContaining("catalog")] });
    expect(await shownNames(lakeId)).toEqual(["orders.csv"]);

    const stillAsked = await client.query.get({ executionId: asked.id });
    expect(stillAsked.state).toBe("running");
    expect(proxy.requests.some(({ outcome }) => outcome === "under way")).toBe(true);
    await client.query.cancel({ executionId: asked.id });
    expect(await ended(asked)).toMatchObject({ state: "cancelled" });
  });

  async function madeLake(): Promise<string> {
    const { accessKeyId, secretAccessKey, region, pathStyle } = moto();
    const endpoint = {
      url: proxy.endpoint,
      pathStyle,
      caFile: null,
      allowPlainHttp: false,
      checksums: "when-required",
      services: "aws",
    } as const;
    const signIn = { kind: "keys", accessKeyId } as const;
    const connection = { id: "stalled", name: "Stalled", signIn, region, endpoint };
    await client.connections.save({ connection, secretKey: secretAccessKey });
    const place = { kind: "s3", connectionId: "stalled", bucket: bucket.name, prefix } as const;
    const { zones } = await client.lakes.inspect({ place });
    return (await client.lakes.create({ place, name: "Stalled", zones })).summary.id;
  }

  function question(lakeId: string, sql: string) {
    return { lakeId, sql, tabId: null };
  }

  async function uploaded(lakeId: string, path: string): Promise<void> {
    const { planId } = await client.transfers.plan({
      destination: { lakeId, zoneId: "raw", path: "" },
      sources: [{ kind: "path", path }],
    });
    const { id } = await client.transfers.start({ planId, conflict: "skip", perPath: {} });
    for await (const uploads of await client.transfers.watch()) {
      const upload = uploads.find((one) => one.id === id);
      if (upload?.state === "done") return;
      if (upload?.state === "failed") throw new Error("the upload failed");
    }
  }

  async function ended({ id }: Execution): Promise<Execution> {
    let last: Execution | undefined;
    for await (const execution of await client.query.watch({ executionId: id })) last = execution;
    if (!last) throw new Error("nothing was told of the query");
    return last;
  }

  async function shownNames(lakeId: string): Promise<string[]> {
    for await (const { listingId, complete, count } of await client.zones.openListing({
      lakeId,
      zoneId: "raw",
      path: "",
    })) {
      if (!complete) continue;
      const { rows } = await client.zones.rows({ listingId, view: { sort: [], filter: "" }, start: 0, end: count });
      return rows.map(({ name }) => name);
    }
    return [];
  }
});
