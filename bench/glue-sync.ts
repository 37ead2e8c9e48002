import { fork } from "node:child_process";
import { once } from "node:events";
import { GlueCatalogs } from "../tests/fixtures/glue-catalogs.ts";
import { report } from "./report.ts";

/** Syncs a Glue catalog of many tables that a server in another process makes, and reads it from the local index. */
const TABLES = 100_000;
const DATABASES = 20;

const server = fork(new URL("./glue-server-process.ts", import.meta.url), [
  String(TABLES / DATABASES),
  String(DATABASES),
]);
const [endpoint]: unknown[] = await once(server, "message");
const { signal } = new AbortController();
const glue = await GlueCatalogs.at(String(endpoint));
const catalog = glue.open();

let peak = 0;
const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
const before = process.memoryUsage().rss;
const first = await secondsOf(() => catalog.sync(signal));
const again = await secondsOf(() => catalog.sync(signal));
let listed = 0;
const list = await secondsOf(async () => {
  for await (const page of catalog.list({ zoneId: null, signal })) listed += page.length;
});
clearInterval(watch);
await glue.dispose();
server.kill();
if (listed !== TABLES) throw new Error(`${listed} of ${TABLES} tables were listed`);

await report(`Glue catalog of ${TABLES.toLocaleString("en")} tables with 20 columns`, [
  { name: "memory before", value: before / 1e6, unit: "MB" },
  { name: "memory at most", value: peak / 1e6, unit: "MB", goal: { atMost: 400 } },
  { name: "first sync", value: first, unit: "s" },
  { name: "sync without changes", value: again, unit: "s" },
  { name: "list of all", value: list, unit: "s" },
]);

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
