import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PeerName } from "../peer-server.ts";
import { startMoto } from "./moto.ts";
import { startRadosgw } from "./radosgw.ts";
import type { StartOptions } from "./start-options.ts";

/**
 * `npm run peers`: starts the servers that peer tests talk to, and keeps them until it is told to stop by a signal, or,
 * with --while-stdin-is-open, until who started it is gone, however it went. What it started goes with it. Standard
 * output has one line of JSON a server: `{ name, endpoint }`, or `{ name, missing }` with the reason.
 */
const starts: Record<PeerName, (options: StartOptions) => Promise<string>> = { rgw: startRadosgw, moto: startMoto };
const PATIENCE_MS = 600_000;

const stopped = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stopped.abort());
if (process.argv.includes("--while-stdin-is-open")) {
  process.stdin.on("end", () => stopped.abort()).on("error", () => stopped.abort());
  process.stdin.resume();
  stopped.signal.addEventListener("abort", () => process.stdin.destroy());
}
// Who was told may be gone before all is cleaned up.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

await using running = new AsyncDisposableStack();
const chosen = process.argv.slice(2).filter((argument) => argument === "rgw" || argument === "moto");
const names: readonly PeerName[] = chosen.length > 0 ? chosen : ["rgw", "moto"];
const endpoints = await Promise.all(names.map((name) => serve(name)));
if (endpoints.every((endpoint) => endpoint === null)) process.exitCode = 1;
else if (!stopped.signal.aborted) await once(stopped.signal, "abort");

async function serve(name: PeerName): Promise<string | null> {
  const say = (text: string) => process.stderr.write(`${name}: ${text}\n`);
  const own = new AsyncDisposableStack();
  running.use(own);
  try {
    const folder = await mkdtemp(join(tmpdir(), `lakeshore-${name}-`));
    own.defer(() => rm(folder, { recursive: true, force: true }));
    const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(PATIENCE_MS)]);
    const started = Date.now();
    const endpoint = await starts[name]({ folder, say, signal, keep: (daemon) => own.use(daemon) });
    say(`ready after ${((Date.now() - started) / 1000).toFixed(1)} seconds, ${name.toUpperCase()}_URL=${endpoint}`);
    tell({ name, endpoint });
    return endpoint;
  } catch (error) {
    const missing = error instanceof Error ? error.message : String(error);
    if (!stopped.signal.aborted) say(`cannot be had: ${missing}`);
    tell({ name, missing });
    await own.disposeAsync();
    return null;
  }
}

function tell(line: { name: PeerName; endpoint: string } | { name: PeerName; missing: string }): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
