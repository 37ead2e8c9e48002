import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LakeshoreClient } from "../../src/renderer/lib/transport/connect.ts";
import { startBrowserHost } from "../fixtures/browser-host-process.ts";
import { connectTo } from "../fixtures/web-client.ts";
import { FaultProxy } from "./fault-proxy.ts";
import { corrupt, hold, type RequestFacts } from "./faults/fault.ts";
import { freshBucket, type FreshBucket } from "./fresh-bucket.ts";
import { describeWithPeers, rgw } from "./peer-servers.ts";

/** Five pieces. */
const content = randomBytes(40_000_000);

describeWithPeers(["rgw"], "a download", () => {
  let folder: string;
  let bucket: FreshBucket;
  let proxy: FaultProxy;

  beforeEach(async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", rgw().accessKeyId);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", rgw().secretAccessKey);
    folder = await mkdtemp(join(tmpdir(), "lakeshore-download-"));
    bucket = await freshBucket(rgw());
    await bucket.client.send(new PutObjectCommand({ Bucket: bucket.name, Key: "raw/large.bin", Body: content }));
    proxy = await FaultProxy.before(rgw().endpoint);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await proxy[Symbol.asyncDispose]();
    await bucket[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  /** An app with the lake of the bucket open. */
  async function started() {
    const host = await startBrowserHost({ userData: join(folder, "data") });
    const { client, close: disconnect } = await connectTo(host.url);
    await connect(client);
    const place = { kind: "s3", connectionId: "ceph", bucket: bucket.name, prefix: "" } as const;
    const { found } = await client.lakes.inspect({ place });
    const opened =
      found === "lake"
        ? await client.lakes.open({ place })
        : await client.lakes.create({ place, name: "Ceph", zones: [zone] });
    return { host, client, disconnect, lakeId: opened.summary.id };
  }

  async function connect(client: LakeshoreClient): Promise<void> {
    const { region, pathStyle } = rgw();
    const address = { url: proxy.endpoint, pathStyle, caFile: null, allowPlainHttp: false };
    const endpoint = { ...address, checksums: "when-required", services: "s3" } as const;
    const connection = { id: "ceph", name: "Ceph", signIn: { kind: "environment" }, region, endpoint } as const;
    await client.connections.save({ connection, secretKey: null });
  }

  const download = (client: LakeshoreClient, lakeId: string) =>
    client.snapshots.download({
      lakeId,
      zoneId: "raw",
      paths: ["large.bin"],
      target: { kind: "folder", path: folder },
    });
  const isOfObject = ({ path, method }: RequestFacts) => method === "GET" && path.endsWith("/raw/large.bin");
  const found = () => readdir(folder).then((names) => names.filter((name) => name !== "data").toSorted());

  test("goes on after the app was killed, and fetches no piece twice that had come", async () => {
    const held = proxy.inject(hold("request"), { when: isOfObject, skip: 2, times: 2 });
    const first = await started();
    await download(first.client, first.lakeId);
    const recorded = async () => {
      const record = (await found()).find((name) => name.endsWith(".pieces"));
      const text = record === undefined ? "" : await readFile(join(folder, record), "utf8");
      return text.split("\n").flatMap((line) => (line === "" ? [] : [Number(line.split(" ")[0])]));
    };
    await expect.poll(async () => (await recorded()).length).toBeGreaterThanOrEqual(2);
    await first.host.kill();
    held.release();
    first.disconnect();
    const kept = await recorded();
    const before = proxy.requests.length;

    const second = await started();
    await expect.poll(found).toEqual(["large.bin"]);
    expect(content.equals(await readFile(join(folder, "large.bin")))).toBe(true);
    const again = proxy.requests.slice(before).filter(({ path }) => path.endsWith("/raw/large.bin"));
    const starts = again.flatMap(({ range }) => /^bytes=(\d+)-/.exec(range ?? "")?.[1] ?? []).map(Number);
    expect(starts.length).toBeGreaterThan(0);
    expect(starts.filter((start) => kept.includes(start / (8 * 1024 * 1024)))).toEqual([]);
    second.disconnect();
    await second.host.close();
  });

  test("is fetched again when it did not arrive as it is in the store", async () => {
    proxy.inject(corrupt("response", 1000), { when: isOfObject, skip: 1 });
    const { host, client, disconnect, lakeId } = await started();
    await download(client, lakeId);
    await expect.poll(found).toEqual(["large.bin"]);
    expect(content.equals(await readFile(join(folder, "large.bin")))).toBe(true);
    disconnect();
    await host.close();
  });
});

const zone = { id: "raw", title: "Raw", kind: "raw", location: "raw/", order: 0, description: "" } as const;
