import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { AthenaQueries } from "../../src/main/lake/aws/athena/athena-engine.ts";
import type { AthenaFacts } from "../../src/shared/domain/athena.ts";
import { queueResult } from "../fixtures/moto-results.ts";
import { enginesIn, type EnginesUnderTest, rowsOf } from "../integration/engine/engine-under-test.ts";
import { faultyConnection, type FaultyConnection } from "./faulty-connection.ts";
import { type Fault, hold, loseAnswer, type Match, reset, truncate } from "./faults/fault.ts";
import { expiredToken, internalError, serviceError, slowDown, throttled } from "./faults/service-answers.ts";
import { freshBucket, type FreshBucket } from "./fresh-bucket.ts";
import { describeWithPeers, moto } from "./peer-servers.ts";

const { signal } = new AbortController();
const columns = [
  { name: "carrier", type: "varchar" },
  { name: "flights", type: "bigint" },
];
const rows = [
  ["AA", "9"],
  [null, "10"],
];

/** The calls that a SELECT makes of Athena, in their order. */
const calls = ["GetWorkGroup", "StartQueryExecution", "GetQueryExecution", "GetQueryResults"];
const passing: [string, Fault][] = [
  ["a throttled call", throttled()],
  ["an error of its own", internalError("json")],
  ["a connection that breaks before the answer", reset("response")],
  ["an answer that never comes, to what was done", loseAnswer()],
  ["an answer that breaks off", truncate(1)],
  ["an answer that does not go on", hold("response", 1)],
];

describeWithPeers(["moto"], "Athena that has a fault", () => {
  let faulty: FaultyConnection;
  let bucket: FreshBucket;
  let engines: EnginesUnderTest;
  let folder: string;
  let told: AthenaFacts[] = [];

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "lakeshore-athena-faults-")));
    faulty = await faultyConnection(moto());
    bucket = await freshBucket(faulty.account.server);
    engines = await enginesIn(folder);
  });
  afterEach(() => {
    told = [];
  });
  afterAll(async () => {
    await engines.close();
    await bucket[Symbol.asyncDispose]();
    await faulty[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  /** A new one each time: it knows of no workgroup yet. */
  function athena(): AthenaQueries {
    return new AthenaQueries({
      athena: faulty.connection.athena(),
      s3: faulty.connection.s3(),
      files: engines.files,
      folder: join(folder, "fetched"),
      region: "us-east-1",
      outputLocation: `s3://${bucket.name}/results/`,
      times: { first: 10, most: 50, patience: 500 },
    });
  }

  const options = {
    signal,
    onProgress: ({ athena: facts }: { athena?: AthenaFacts }) => void (facts && told.push(facts)),
  };

  async function select({ starts = 1 } = {}): Promise<unknown> {
    for (let start = 0; start < starts; start += 1) {
      await queueResult(moto().endpoint, { columns, rows }, faulty.account.id);
    }
    const { resultSetId } = await athena().execute({ executionId: randomUUID(), sql: "SELECT * FROM wanted" }, options);
    return rowsOf(engines, resultSetId ?? "", 0, 10);
  }

  const ofAthena = calls.flatMap((call) =>
    passing.map(([what, fault]) => ({ what, call, fault, match: { target: `AmazonAthena.${call}` } })),
  );
  const ofTheResult = [
    { what: "a call to S3 that is asked to slow down", fault: slowDown() },
    { what: "an error of S3's own", fault: internalError("s3") },
    { what: "a part that breaks off", fault: truncate(9) },
    { what: "a part that is reset", fault: reset("response", 9) },
    { what: "a part that does not go on", fault: hold("response", 9) },
  ].map((one) => ({ ...one, call: "GetObject", match: { method: "GET", path: /\/results\/.*\.csv$/ } }));

  it.each<{ what: string; call: string; fault: Fault; match: Match }>([...ofAthena, ...ofTheResult])(
    "yields the rows all the same: $what in $call",
    async ({ call, fault, match }) => {
      const injected = faulty.proxy.inject(fault, match);
      // Athena knows a repeated start by its token. moto does not, and starts a second execution.
      const starts = call === "StartQueryExecution" && fault.kind !== "answer" ? 2 : 1;
      expect(await select({ starts })).toEqual(rows);
      expect(injected.count).toBe(1);
      expect(await readdir(join(folder, "fetched"))).toEqual([]);
    },
  );

  it.each(calls)("says that the session has ended in %s, and is attached to after the sign-in", async (call) => {
    const expired = faulty.proxy.inject(expiredToken("json"), { target: `AmazonAthena.${call}`, times: Infinity });
    const ended = await select().catch((error: unknown) => error);
    expired.remove();
    expect(ended).toMatchObject({ code: "AUTH_REQUIRED", message: expect.stringContaining("session has expired") });
    const id = told.at(-1)?.executionId ?? null;
    expect(id !== null).toBe(call === "GetQueryExecution" || call === "GetQueryResults");
    if (id === null) return;
    const { resultSetId } = await athena().attach(id, options);
    expect(await rowsOf(engines, resultSetId ?? "", 0, 10)).toEqual(rows);
  });

  it("ends with what to do when Athena goes on to say that it is broken, and is attached to when it is well", async () => {
    const broken = faulty.proxy.inject(internalError("json"), {
      target: "AmazonAthena.GetQueryExecution",
      times: Infinity,
    });
    const ended = await select().catch((error: unknown) => error);
    broken.remove();
    expect(ended).toMatchObject({ code: "UNAVAILABLE", hint: expect.stringContaining("attach to it again") });
    const { resultSetId } = await athena().attach(told.at(-1)?.executionId ?? "", options);
    expect(await rowsOf(engines, resultSetId ?? "", 0, 10)).toEqual(rows);
  });

  it("tells that the clock is wrong, and not that the key is", async () => {
    const late =
      "Signature expired: 20260101T000000Z is now earlier than 20260101T010000Z (20260101T011500Z - 15 min.)";
    const skewed = faulty.proxy.inject(serviceError("json", 400, "InvalidSignatureException", late), {
      target: "AmazonAthena.StartQueryExecution",
      times: Infinity,
    });
    const ended = await select().catch((error: unknown) => error);
    skewed.remove();
    expect(ended).toMatchObject({
      code: "AUTH_REQUIRED",
      message: expect.stringContaining("the clock of this computer"),
    });
  });
});
