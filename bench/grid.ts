import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { Duplex } from "node:stream";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createORPCClient } from "@orpc/client";
import type { ContractRouterClient } from "@orpc/contract";
import { implement } from "@orpc/server";
import { WebSocket } from "ws";
import { createEngines, type Engines } from "../src/main/engine/create-engines.ts";
import { createRpcServer } from "../src/main/hosts/transport/rpc-server.ts";
import { forkEngine } from "../src/main/hosts/web/fork-engine.ts";
import { listen } from "../src/main/hosts/web/http-server.ts";
import { RpcSockets } from "../src/main/hosts/web/rpc-sockets.ts";
import { callSignal } from "../src/main/streams/call-signal.ts";
import { ReconnectingLink } from "../src/renderer/lib/transport/reconnecting-link.ts";
import { openWebSocket } from "../src/renderer/lib/transport/web-socket-endpoint.ts";
import { queryContract, type Arrangement } from "../src/shared/contract/query.ts";
import { report, type Figure } from "./report.ts";

// Blocks of 200 rows at random out of a large result, through the contract, a WebSocket and the page's own client.

const blockRows = 200;
/** What a person waits for at sixty frames a second. */
const goalMs = 16;

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "10000000" },
    blocks: { type: "string", default: "1000" },
    json: { type: "string" },
  },
});
const rows = Number(values.rows);
const blocks = Number(values.blocks);

const { rows: readRows, arrange } = queryContract;
const contract = { rows: readRows, arrange };
type GridClient = ContractRouterClient<typeof contract>;

/** A dozen columns of the kinds that results have; about 170 bytes a row as text. */
const question = `SELECT i AS id, 'customer ' || (i * 7919 % 1000003) AS customer,
  (i * 104729 % 100000)::DECIMAL(10,2) / 100 AS amount, random() AS score,
  DATE '2015-01-01' + (i % 3650)::INTEGER AS day, TIMESTAMP '2020-01-01' + INTERVAL (i % 1000000) SECOND AS moment,
  i % 3 = 0 AS flag, lpad((i % 99999)::VARCHAR, 5, '0') AS code, uuid() AS key, (i * 31 % 977)::INTEGER AS quantity,
  CASE WHEN i % 10 = 0 THEN NULL ELSE 'note ' || i END AS note, (random() * 1e12)::BIGINT AS reference
  FROM range(${rows}) t(i)`;

const sorted: Arrangement = {
  sort: [
    { column: "amount", descending: true },
    { column: "customer", descending: false },
  ],
  filters: [],
};
const sortedAndFiltered: Arrangement = { ...sorted, filters: [{ column: "flag", op: "equals", value: "true" }] };

const folder = await mkdtemp(join(tmpdir(), "lakeshore-bench-"));
const { engines, close: closeEngines } = await openEngines();
const { client, close: closeTransport } = await openTransport(engines);
try {
  const title = `Blocks of ${blockRows} rows out of ${rows.toLocaleString("en-US")} × 12, ${blocks} at random`;
  await report(title, await measure());
} finally {
  await closeTransport();
  await closeEngines();
  await rm(folder, { recursive: true });
}

async function measure(): Promise<Figure[]> {
  const [askedMs, answer] = await timed(() => ask(question, new AbortController().signal));
  const { resultSetId } = answer;
  const bytes = await folderBytes(join(folder, "cache", "results", resultSetId));
  const asItCame = await readBlocks(resultSetId, null, rows);
  const stop = new AbortController();
  const busy = ask("SELECT count(*) FROM range(1000000000000) t(i) WHERE i % 7 = 3", stop.signal);
  const whileBusy = await readBlocks(resultSetId, null, rows);
  stop.abort();
  await busy.catch(() => {});
  const [sortMs, order] = await timed(() => client.arrange({ resultSetId, arrangement: sorted }));
  const afterSort = await readBlocks(resultSetId, order.viewId, order.rows);
  const [filterMs, view] = await timed(() => client.arrange({ resultSetId, arrangement: sortedAndFiltered }));
  const afterFilter = await readBlocks(resultSetId, view.viewId, view.rows);
  return [
    { name: "running the question", value: askedMs / 1000, unit: "s" },
    { name: "the result on disk", value: bytes / 1e6, unit: "MB" },
    ...percentiles("as it came", asItCame, true),
    ...percentiles("while a question runs", whileBusy, false),
    { name: "sorting by two columns", value: sortMs / 1000, unit: "s" },
    ...percentiles("sorted", afterSort, true),
    { name: "sorting and filtering to a third", value: filterMs / 1000, unit: "s" },
    ...percentiles("sorted and filtered", afterFilter, true),
  ];
}

interface Measured {
  /** Milliseconds of each block, in order of size. */
  times: number[];
  /** Processor time of main and the page's side together, in milliseconds a block: what a busy machine does not change. */
  processorMs: number;
}

async function readBlocks(resultSetId: string, viewId: string | null, count: number): Promise<Measured> {
  const times: number[] = [];
  const before = process.cpuUsage();
  for (let block = 0; block < blocks; block += 1) {
    const start = Math.floor(Math.random() * Math.max(1, count - blockRows));
    const [ms, read] = await timed(() => client.rows({ resultSetId, viewId, start, end: start + blockRows }));
    if (read.rows.length !== Math.min(blockRows, count)) throw new Error(`A block has ${read.rows.length} rows.`);
    times.push(ms);
  }
  const { user, system } = process.cpuUsage(before);
  return { times: times.toSorted((a, b) => a - b), processorMs: (user + system) / 1000 / blocks };
}

function percentiles(name: string, { times, processorMs }: Measured, hasGoal: boolean): Figure[] {
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Number.NaN;
  return [
    { name: `${name}, p50`, value: at(0.5), unit: "ms" },
    { name: `${name}, p99`, value: at(0.99), unit: "ms", ...(hasGoal && { goal: { atMost: goalMs } }) },
    { name: `${name}, processor time`, value: processorMs, unit: "ms" },
  ];
}

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const start = performance.now();
  const value = await work();
  return [performance.now() - start, value];
}

function ask(sql: string, signal: AbortSignal) {
  return engines.questions.ask(
    { executionId: "bench", sql, setup: [], readable: [] },
    { signal, onProgress: () => {} },
  );
}

async function openEngines(): Promise<{ engines: Engines; close: () => Promise<void> }> {
  const at = (name: string) => join(folder, name);
  const paths = { userData: folder, cache: at("cache"), temp: at("temp"), resources: folder, programs: folder };
  await mkdir(paths.temp);
  const entry = fileURLToPath(new URL("../src/main/engine/entry.ts", import.meta.url));
  const opened = createEngines({ paths, forkEngine: (options) => forkEngine({ ...options, entry }) });
  return { engines: opened, close: () => opened.close() };
}

/** The whole way but for the window: the contract's checks, a WebSocket over TCP, and the client that the page has. */
async function openTransport({ results }: Engines): Promise<{ client: GridClient; close: () => Promise<void> }> {
  const os = implement(contract);
  const sockets = new RpcSockets(
    createRpcServer({
      rows: os.rows.handler(({ input, signal }) => results.rows(input, { signal: callSignal(signal) })),
      arrange: os.arrange.handler(({ input, signal }) => results.arrange(input, { signal: callSignal(signal) })),
    }),
  );
  const server = createServer();
  server.on("upgrade", (request, socket: Duplex, head) => sockets.accept(request, socket, head));
  const port = await listen(server, 0);
  const link = new ReconnectingLink({ dial: () => openWebSocket(new WebSocket(`ws://127.0.0.1:${port}`)) });
  return {
    client: createORPCClient<GridClient>(link),
    async close() {
      link.close();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function folderBytes(path: string): Promise<number> {
  const sizes = (await readdir(path)).map(async (name) => (await stat(join(path, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
