import { join } from "node:path";
import { startBrowserHost } from "../../tests/fixtures/browser-host-process.ts";
import { connectTo } from "../../tests/fixtures/web-client.ts";
import type { LakeshoreClient } from "../../src/renderer/lib/transport/connect.ts";
import type { Run } from "./command-line-peers.ts";
import { PeakMemory } from "./peak-memory.ts";
import { connectionTo, type MeasuredBucket } from "./rgw-bucket.ts";

const zone = { id: "raw", title: "Raw", kind: "raw", location: "app/", order: 0, description: "" } as const;

/**
 * Uploads a file or folder of this machine through the built app, as a person would: a plan, then the upload with its
 * ledger and its event in the journal. Time is from the plan to the last file stored; memory is that of a fresh app.
 */
export async function uploadWithApp(bucket: MeasuredBucket, source: string, folder: string): Promise<Run> {
  const host = await startBrowserHost({ userData: join(folder, `user-data-${Date.now()}`) });
  const { client, close } = await connectTo(host.url);
  try {
    const lakeId = await makeLake(client, bucket);
    const memory = new PeakMemory(host.pid);
    const start = performance.now();
    await upload(client, lakeId, source);
    return { milliseconds: performance.now() - start, peakBytes: await memory.stop() };
  } catch (error) {
    throw new Error(`The app did not upload:\n${host.log()}`, { cause: error });
  } finally {
    close();
    await host.close();
  }
}

async function makeLake(client: LakeshoreClient, { name, server }: MeasuredBucket): Promise<string> {
  const connection = connectionTo(server);
  await client.connections.save({ connection, secretKey: server.secretAccessKey });
  const place = { kind: "s3" as const, connectionId: connection.id, bucket: name, prefix: "" };
  const { summary } = await client.lakes.create({ place, name: "Measured", zones: [zone] });
  return summary.id;
}

async function upload(client: LakeshoreClient, lakeId: string, path: string): Promise<void> {
  const destination = { lakeId, zoneId: zone.id, path: "" };
  const { planId, files } = await client.transfers.plan({ destination, sources: [{ kind: "path", path }] });
  const { id } = await client.transfers.start({ planId, conflict: "skip", perPath: {} });
  for await (const uploads of await client.transfers.watch()) {
    const found = uploads.find((other) => other.id === id);
    if (!found || found.state === "running") continue;
    if (found.state === "done" && found.filesDone === files) return;
    throw new Error(`the upload is ${found.state} with ${found.filesDone} of ${files} files`);
  }
  throw new Error("the upload ended before it was done");
}
