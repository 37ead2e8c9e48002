import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, vi } from "vitest";
import { hosts } from "../e2e/launch.ts";
import { walk } from "../e2e/walk/walk.ts";
import { startBrowserHost } from "../fixtures/browser-host-process.ts";
import { connectTo } from "../fixtures/web-client.ts";
import { type FreshBucket, freshBucket } from "./fresh-bucket.ts";
import { describeWithPeers, rgw } from "./peer-servers.ts";

const sample = join(import.meta.dirname, "../../resources/sample-lake");
const prefix = "lake/";
const [browserHost] = hosts;

/** The walk of the folder lake, on the same data in a bucket. */
describeWithPeers(["rgw"], "the walk through a lake in S3", () => {
  let bucket: FreshBucket;

  beforeAll(async () => {
    const { accessKeyId, secretAccessKey } = rgw();
    // The app takes the keys of its environment: those that are typed into it end with the browser host.
    vi.stubEnv("AWS_ACCESS_KEY_ID", accessKeyId);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", secretAccessKey);
    bucket = await freshBucket(rgw());
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await bucket[Symbol.asyncDispose]();
  });

  if (!browserHost) throw new Error("there is no browser host");
  walk(browserHost, {
    async prepare(folder) {
      await putSampleLake();
      await rememberLake(join(folder, "data"));
    },
    async open(page) {
      await page.getByRole("button", { name: "Open Sample lake" }).click();
      await page.getByRole("navigation", { name: "Folder" }).getByRole("button", { name: "Raw" }).waitFor();
    },
    async stored(_folder, path) {
      const { Body } = await bucket.client.send(new GetObjectCommand({ Bucket: bucket.name, Key: prefix + path }));
      return (await Body?.transformToString()) ?? "";
    },
  });

  async function putSampleLake(): Promise<void> {
    for (const entry of await readdir(sample, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const Key = prefix + relative(sample, path).split(sep).join("/");
      await bucket.client.send(new PutObjectCommand({ Bucket: bucket.name, Key, Body: await readFile(path) }));
    }
  }

  /** Connects an app to the server and opens the lake once, so that its start page lists it. */
  async function rememberLake(userData: string): Promise<void> {
    const { endpoint, region, pathStyle } = rgw();
    const host = await startBrowserHost({ userData });
    const { client, close } = await connectTo(host.url);
    try {
      const connection = {
        id: "ceph",
        name: "Ceph",
        signIn: { kind: "environment" },
        region,
        endpoint: {
          url: endpoint,
          pathStyle,
          caFile: null,
          allowPlainHttp: false,
          checksums: "when-required",
          services: "s3",
        },
      } as const;
      await client.connections.save({ connection, secretKey: null });
      const place = { kind: "s3", connectionId: connection.id, bucket: bucket.name, prefix } as const;
      await client.lakes.open({ place });
    } finally {
      close();
      await host.close();
    }
  }
});
