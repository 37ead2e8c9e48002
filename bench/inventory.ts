import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureBuilt } from "../scripts/bootstrap/build.mjs";
import type { LakeshoreClient } from "../src/renderer/lib/transport/connect.ts";
import type { ScanRecord } from "../src/shared/domain/inventory.ts";
import { startBrowserHost } from "../tests/fixtures/browser-host-process.ts";
import { madeLake } from "../tests/fixtures/made-lake.ts";
import { connectTo } from "../tests/fixtures/web-client.ts";
import { writeObject } from "./inventory/made-datasets.ts";
import { ProcessTree } from "./process-tree.ts";
import { report, type Figure } from "./report.ts";

const { values } = parseArgs({
  options: {
    datasets: { type: "string", default: "20000" },
    objects: { type: "string", default: "50" },
    json: { type: "string" },
  },
});
const DATASETS = Number(values.datasets);
/** In each dataset. */
const OBJECTS = Number(values.objects);
const ALL = DATASETS * OBJECTS;
const CHANGED = Math.round(ALL / 100);
/** Questions that a person asks while a scan runs. */
const ASK_EVERY_MS = 250;

await ensureBuilt();
const folder = await mkdtemp(join(tmpdir(), "lakeshore-inventory-"));
try {
  const lakePath = await madeLake(join(folder, "lake"), {});
  const zone = join(lakePath, "raw");
  for (let dataset = 0; dataset < DATASETS; dataset += 1) {
    for (let object = 0; object < OBJECTS; object += 1) writeObject(zone, dataset, object, 0);
  }
  const title = `A folder lake of ${ALL.toLocaleString("en")} objects in ${DATASETS.toLocaleString("en")} datasets, scanned through the browser host`;
  await report(title, await measure(lakePath, zone));
} finally {
  // The promise-based one keeps a request for each of the million in memory.
  rmSync(folder, { recursive: true, force: true });
}

async function measure(lakePath: string, zone: string): Promise<Figure[]> {
  const host = await startBrowserHost({ userData: join(folder, "data") });
  const { client, close } = await connectTo(host.url);
  try {
    const { summary } = await client.lakes.open({ place: { kind: "folder", path: lakePath } });
    const tree = new ProcessTree(host.pid);
    const idle = await tree.bytes();
    tree.start();
    const full = await scan(client, summary.id);
    expectCounts(full.record, { added: ALL, changed: 0 });
    const same = await scan(client, summary.id);
    expectCounts(same.record, { added: 0, changed: 0 });
    // All objects of each hundredth dataset.
    for (let index = 0; index < CHANGED; index += 1) {
      writeObject(zone, 100 * Math.floor(index / OBJECTS) + 1, index % OBJECTS, 1);
    }
    const together = await scan(client, summary.id);
    expectCounts(together.record, { added: 0, changed: CHANGED });
    // One object of each of so many datasets.
    for (let index = 0; index < CHANGED; index += 1) writeObject(zone, index % DATASETS, index % OBJECTS, 2);
    const spread = await scan(client, summary.id);
    expectCounts(spread.record, { added: 0, changed: CHANGED });
    const peak = await tree.stop();
    const share = (seconds: number) => (100 * seconds) / full.seconds;
    return [
      { name: "full scan", value: full.seconds, unit: "s" },
      { name: "scan after nothing changed", value: same.seconds, unit: "s" },
      { name: "the same / full scan", value: share(same.seconds), unit: "%" },
      { name: "scan after 1 % changed, in 1 % of the datasets", value: together.seconds, unit: "s" },
      { name: "the same / full scan", value: share(together.seconds), unit: "%", goal: { atMost: 5 } },
      {
        name: `scan after 1 % changed, one object in each of ${CHANGED.toLocaleString("en")} datasets`,
        value: spread.seconds,
        unit: "s",
      },
      { name: "the same / full scan", value: share(spread.seconds), unit: "%" },
      {
        name: "peak memory of all processes above idle",
        value: (peak - idle) / 1e6,
        unit: "MB",
        goal: { atMost: 500 },
      },
      { name: "idle", value: idle / 1e6, unit: "MB" },
      { name: "longest wait for sizes during a full scan", value: full.longestWait, unit: "ms" },
      { name: "longest wait for sizes during the last scan", value: spread.longestWait, unit: "ms" },
    ];
  } finally {
    close();
    await host.close();
  }
}

/** Scans the lake, asking all the while for what the page of sizes shows. */
async function scan(client: LakeshoreClient, lakeId: string) {
  const start = performance.now();
  const { jobId } = await client.inventory.scan({ lakeId, zoneId: null, prefix: "" });
  const asking = new AbortController();
  const waits = longestWait(client, lakeId, asking.signal);
  for await (const jobs of await client.activity.jobs()) {
    const job = jobs.find(({ id }) => id === jobId);
    if (!job || job.state === "running") continue;
    if (job.state !== "done") throw new Error(`the scan ${job.state}: ${job.error?.message ?? ""}`);
    break;
  }
  const seconds = (performance.now() - start) / 1000;
  asking.abort();
  const record = (await client.inventory.growth({ lakeId })).at(-1);
  if (!record) throw new Error("the scan left no record");
  return { seconds, record, longestWait: await waits };
}

async function longestWait(client: LakeshoreClient, lakeId: string, signal: AbortSignal): Promise<number> {
  let longest = 0;
  while (!signal.aborted) {
    const asked = performance.now();
    await client.inventory.rollUp({ lakeId, zoneId: "raw", path: "" });
    longest = Math.max(longest, performance.now() - asked);
    await new Promise((resolve) => {
      setTimeout(resolve, ASK_EVERY_MS);
    });
  }
  return longest;
}

function expectCounts(record: ScanRecord, expected: { added: number; changed: number }): void {
  const { added, changed, datasets } = record;
  const found = JSON.stringify({ added, changed, datasets });
  const wanted = JSON.stringify({ ...expected, datasets: DATASETS });
  if (found !== wanted) throw new Error(`expected ${wanted}, got ${found}`);
}
