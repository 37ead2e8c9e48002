import { mkdtemp, readdir, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AthenaQueries, type AthenaQueriesParts } from "../../../src/main/lake/aws/athena/athena-engine.ts";
import { LeaveRunning } from "../../../src/main/lake/leave-running.ts";
import { isCancellation } from "../../../src/shared/domain/app-error.ts";
import type { AthenaFacts } from "../../../src/shared/domain/athena.ts";
import { AthenaService } from "../../fixtures/athena-service.ts";
import { enginesIn, type EnginesUnderTest, rowsOf } from "../engine/engine-under-test.ts";

const { signal } = new AbortController();
const quietly = { signal, onProgress: () => undefined };
const location = "s3://results/e1.csv";
let folder: string;
let engines: EnginesUnderTest;
let service: AthenaService;
let athena: AthenaQueries;
let told: AthenaFacts[];

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "lakeshore-athena-")));
  engines = await enginesIn(folder);
});
afterAll(async () => {
  await engines.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  told = [];
  service = await AthenaService.start();
  athena = engineWith({});
  service.handlers["StartQueryExecution"] = () => ({ body: { QueryExecutionId: "e1" } });
});
afterEach(() => service.close());

function engineWith(change: Partial<AthenaQueriesParts>): AthenaQueries {
  return new AthenaQueries({
    athena: service.athena,
    s3: service.s3,
    files: engines.files,
    folder: join(folder, "fetched"),
    region: "eu-central-1",
    outputLocation: null,
    times: { first: 5, most: 20, answerWithin: 5_000 },
    ...change,
  });
}

function ends(change: object, state = "SUCCEEDED"): void {
  service.handlers["GetQueryExecution"] = () => ({
    body: { QueryExecution: { QueryExecutionId: "e1", Query: "SELECT foo", Status: { State: state }, ...change } },
  });
}

/** What Athena tells of the result through its API, and what it wrote to S3. */
function yields(
  columns: readonly { Name: string; Type: string; Precision?: number; Scale?: number }[],
  bytes: string | null,
  uri = location,
): void {
  service.handlers["GetQueryResults"] = () => ({
    body: { ResultSet: { Rows: [], ResultSetMetadata: { ColumnInfo: columns } } },
  });
  if (bytes !== null) service.objects.set(uri.replace("s3:/", ""), Buffer.from(bytes));
  ends({ StatementType: "DML", ResultConfiguration: { OutputLocation: uri } });
}

function run(sql = "SELECT foo", options: { signal?: AbortSignal; confirmedWrite?: boolean } = {}) {
  const { confirmedWrite = false } = options;
  return athena.execute(
    { executionId: "x1", sql, confirmedWrite },
    { signal: options.signal ?? signal, onProgress: ({ athena: facts }) => facts && told.push(facts) },
  );
}

const cells = async (resultSetId: string | null, end = 100) => rowsOf(engines, resultSetId ?? "", 0, end);

describe("a result of Athena", () => {
  it("has Athena's types and their exact values", async () => {
    const columns = [
      { Name: "price", Type: "decimal", Precision: 38, Scale: 2 },
      { Name: "bytes", Type: "varbinary" },
      { Name: "zoned", Type: "timestamp with time zone" },
      { Name: "list", Type: "array" },
      { Name: "entries", Type: "map" },
      { Name: "real", Type: "float" },
      { Name: "span", Type: "interval day to second" },
      { Name: "fixed", Type: "char", Precision: 4 },
      { Name: "note", Type: "json" },
    ];
    const header = columns.map(({ Name }) => `"${Name}"`).join(",");
    yields(
      columns,
      `${header}\n` +
        `"123456789012345678901234567890123456.78","48 65 6c   6c 6f","2024-03-31 02:30:00.000 Europe/Berlin","[1, null, 3]","{a=1, b=x, y}","0.1","2 00:00:00.000","ab  ","{""a"":1}"\n` +
        `,"","2024-01-01 00:00:00.000 +02:00",,,"NaN",,,\n`,
    );
    const { columns: shown, resultSetId, warnings, rows } = await run();
    expect({ warnings, rows }).toEqual({ warnings: [], rows: 2 });
    expect(shown.map(({ type, kind }) => `${type}: ${kind}`)).toEqual([
      "decimal(38,2): decimal",
      "varbinary: binary",
      "timestamp with time zone: timestamp",
      "array: nested",
      "map: nested",
      "float: float",
      "interval day to second: interval",
      "char(4): text",
      "json: nested",
    ]);
    expect(await cells(resultSetId)).toEqual([
      [
        "123456789012345678901234567890123456.78",
        "48656c6c6f",
        expect.stringMatching(/^2024-03-31 0[01]:30:00\+00$/),
        "[1, null, 3]",
        "{a=1, b=x, y}",
        "0.1",
        "2 00:00:00.000",
        "ab  ",
        '{"a":1}',
      ],
      [null, "", "2023-12-31 22:00:00+00", null, null, "nan", null, null, null],
    ]);
  });

  it("is fetched by ranges, and leaves nothing behind", async () => {
    const lines = Array.from({ length: 300_000 }, (_, index) => `"${index}","row number ${index} of many, as text"`);
    yields(
      [
        { Name: "n", Type: "bigint" },
        { Name: "t", Type: "varchar" },
      ],
      `"n","t"\n${lines.join("\n")}\n`,
    );
    const { rows, resultSetId } = await run();
    expect(rows).toBe(300_000);
    expect(await rowsOf(engines, resultSetId ?? "", 299_999, 300_000)).toEqual([
      ["299999", "row number 299999 of many, as text"],
    ]);
    expect(await readdir(join(folder, "fetched"))).toEqual([]);
  });

  it("may have columns of one name, and rows of megabytes", async () => {
    const long = "x".repeat(3_000_000);
    yields(
      [
        { Name: "a", Type: "integer" },
        { Name: "a", Type: "varchar" },
      ],
      `"a","a"\n"1","${long}"\n"2","b"\n`,
    );
    const { columns, resultSetId, warnings } = await run();
    expect(columns.map(({ name }) => name)).toEqual(["a", "a_1"]);
    expect(warnings).toEqual([]);
    expect((await cells(resultSetId))[1]).toEqual(["2", "b"]);
  });

  it("is kept as text, and says so, when a value does not fit its type", async () => {
    yields([{ Name: "n", Type: "integer" }], `"n"\n"1"\n"oops"\n`);
    const { columns, resultSetId, warnings } = await run();
    expect(warnings).toEqual([expect.stringContaining("kept as texts")]);
    expect(columns).toEqual([{ name: "n", type: "integer", kind: "text" }]);
    expect(await cells(resultSetId)).toEqual([["1"], ["oops"]]);
  });

  it("comes through the API, page by page, where Athena manages it itself", async () => {
    ends({ StatementType: "DML" });
    const row = (...texts: (string | null)[]) => ({
      Data: texts.map((text) => (text === null ? {} : { VarCharValue: text })),
    });
    const columns = [
      { Name: "a", Type: "varchar" },
      { Name: "b", Type: "varchar" },
    ];
    service.handlers["GetQueryResults"] = ({ NextToken }) => ({
      body: {
        ResultSet: {
          ResultSetMetadata: { ColumnInfo: columns },
          Rows: NextToken === undefined ? [row("a", "b"), row('say "hi"', null)] : [row("a", "b"), row("", "x\ny")],
        },
        ...(NextToken === undefined && { NextToken: "2" }),
      },
    });
    const { resultSetId } = await run();
    // The names come once, on the first page: on the second the same texts are a row.
    expect(await cells(resultSetId)).toEqual([
      ['say "hi"', null],
      ["a", "b"],
      ["", "x\ny"],
    ]);
  });

  it("is refused when it keeps coming only in part, and nothing is left of it", async () => {
    yields([{ Name: "a", Type: "varchar" }], `"a"\n"x"\n`);
    service.shortBy = 2;
    await expect(run()).rejects.toMatchObject({ code: "UNAVAILABLE", retryable: true });
    expect(await readdir(join(folder, "fetched"))).toEqual([]);
  });
});

describe("a statement that is no SELECT", () => {
  const text = "s3://results/e1.txt";

  it("shows the lines of SHOW and EXPLAIN as they are", async () => {
    yields([{ Name: "Query Plan", Type: "varchar" }], `Fragment 0 [SINGLE]\n    Output "x", 'y'\n\n  └─ Limit\n`, text);
    const { statement, resultSetId } = await run("EXPLAIN SELECT foo");
    expect(statement).toBe("explain");
    expect(await cells(resultSetId)).toEqual([["Fragment 0 [SINGLE]"], [`    Output "x", 'y'`], [""], ["  └─ Limit"]]);
  });

  it("shows the columns of DESCRIBE", async () => {
    const columns = ["col_name", "data_type", "comment"].map((Name) => ({ Name, Type: "string" }));
    yields(
      columns,
      `id                  \tint                 \t                    \nname\tstring\tthe "name"\n# Partition\n`,
      text,
    );
    const { statement, columns: shown, resultSetId } = await run("DESCRIBE t");
    expect(statement).toBe("describe");
    expect(shown.map(({ name }) => name)).toEqual(["col_name", "data_type", "comment"]);
    expect(await cells(resultSetId)).toEqual([
      ["id", "int", ""],
      ["name", "string", 'the "name"'],
      ["# Partition", null, null],
    ]);
  });

  it("needs a confirmation when it may write, and is not started without one", async () => {
    await expect(run("DROP TABLE t")).rejects.toMatchObject({
      code: "QUERY_REFUSED",
      details: { confirmable: true, statement: "ddl" },
    });
    expect(service.calls).toEqual([]);
  });

  it("has no rows to show when it is DDL", async () => {
    yields([], "", text);
    expect(await run("DROP TABLE t", { confirmedWrite: true })).toMatchObject({
      statement: "ddl",
      resultSetId: null,
      rows: null,
    });
  });

  it.each([
    ["ctas", "CREATE TABLE t AS SELECT 1 AS a"],
    ["insert", "INSERT INTO t SELECT 1"],
    ["unload", "UNLOAD (SELECT 1 AS a) TO 's3://b/p/' WITH (format = 'JSON')"],
  ])("lists the files that it wrote: %s", async (kind, sql) => {
    const manifest = "s3://results/e1-manifest.csv";
    service.objects.set("/results/e1-manifest.csv", Buffer.from("s3://b/p/1.parquet\ns3://b/p/2.parquet\n"));
    service.handlers["GetQueryResults"] = () => ({ body: { UpdateCount: 12, ResultSet: { Rows: [] } } });
    ends({ StatementType: "DML", Statistics: { DataManifestLocation: manifest, DataScannedInBytes: 77 } });
    const outcome = await run(sql, { confirmedWrite: true });
    expect(outcome).toMatchObject({
      statement: kind,
      rows: 2,
      athena: { rowsWritten: 12, bytesScanned: 77, manifestLocation: manifest },
    });
    expect(await cells(outcome.resultSetId)).toEqual([["s3://b/p/1.parquet"], ["s3://b/p/2.parquet"]]);
  });
});

describe("an execution", () => {
  it("tells Athena's id of it at once, and its facts as they become known", async () => {
    yields([{ Name: "a", Type: "varchar" }], `"a"\n`);
    const statistics = {
      DataScannedInBytes: 1_000,
      QueryQueueTimeInMillis: 5,
      EngineExecutionTimeInMillis: 70,
      ResultReuseInformation: { ReusedPreviousResult: true },
    };
    ends({
      StatementType: "DML",
      Statistics: statistics,
      WorkGroup: "analysts",
      ResultConfiguration: { OutputLocation: location },
    });
    const { athena: facts } = await run();
    expect(told[0]).toMatchObject({ executionId: "e1", bytesScanned: null });
    expect(facts).toMatchObject({
      bytesScanned: 1_000,
      queueMs: 5,
      engineMs: 70,
      isReused: true,
      workgroup: "analysts",
      region: "eu-central-1",
    });
  });

  it("is started once, however often the call is repeated", async () => {
    yields([{ Name: "a", Type: "varchar" }], `"a"\n`);
    await run();
    await run();
    const tokens = service.calls
      .filter(({ operation }) => operation === "StartQueryExecution")
      .map(({ input }) => input["ClientRequestToken"]);
    expect(new Set(tokens).size).toBe(1);
    expect(String(tokens[0]).length).toBeGreaterThanOrEqual(32);
  });

  it("sends the place and the reuse that were chosen", async () => {
    yields([{ Name: "a", Type: "varchar" }], `"a"\n`);
    const place = { workgroup: "analysts", catalog: "other", database: "sales", reuseMinutes: 60 };
    await athena.execute(
      { executionId: "x1", sql: "SELECT 1", athena: place },
      { signal, onProgress: () => undefined },
    );
    expect(service.calls[0]?.input).toMatchObject({
      WorkGroup: "analysts",
      QueryExecutionContext: { Catalog: "other", Database: "sales" },
      ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: 60 } },
    });
  });

  it.each([
    ["says nothing", {}, "s3://lake/results/"],
    ["has a place of its own", { ResultConfiguration: { OutputLocation: "s3://own/" } }, undefined],
    ["has results that Athena manages", { ManagedQueryResultsConfiguration: { Enabled: true } }, undefined],
  ])(
    "sends the lake's place of results only to a workgroup that has none: it %s",
    async (_what, configuration, place) => {
      yields([{ Name: "a", Type: "varchar" }], `"a"\n`);
      service.handlers["GetWorkGroup"] = () => ({
        body: { WorkGroup: { Name: "primary", Configuration: configuration } },
      });
      await engineWith({ outputLocation: "s3://lake/results/" }).execute(
        { executionId: "x1", sql: "SELECT 1" },
        quietly,
      );
      const started = service.calls.find(({ operation }) => operation === "StartQueryExecution");
      expect(started?.input["ResultConfiguration"]).toEqual(place && { OutputLocation: place });
    },
  );

  it("that fails points into the text", async () => {
    ends({
      Status: { State: "FAILED", StateChangeReason: "COLUMN_NOT_FOUND: line 1:8: Column 'foo' cannot be resolved" },
    });
    await expect(run()).rejects.toMatchObject({
      code: "QUERY_FAILED",
      message: "Column 'foo' cannot be resolved",
      details: { line: 1, column: 8, offset: 7 },
    });
  });

  it("that does not parse points into the text as well", async () => {
    service.handlers["StartQueryExecution"] = () => ({
      status: 400,
      type: "InvalidRequestException",
      message: "line 1:1: mismatched input 'SELEC'",
    });
    await expect(run("SELECT foo")).rejects.toMatchObject({ code: "QUERY_FAILED", details: { line: 1, column: 1 } });
  });

  it("is stopped when it is cancelled, and waited for until it has stopped", async () => {
    const stop = new AbortController();
    let isStopped = false;
    service.handlers["StopQueryExecution"] = () => {
      isStopped = true;
      return {};
    };
    service.handlers["GetQueryExecution"] = (_input, call) => {
      if (call === 2) stop.abort();
      const state = isStopped && service.countOf("GetQueryExecution") > 4 ? "CANCELLED" : "RUNNING";
      return {
        body: {
          QueryExecution: { QueryExecutionId: "e1", Status: { State: state }, Statistics: { DataScannedInBytes: 9 } },
        },
      };
    };
    await expect(run("SELECT foo", { signal: stop.signal })).rejects.toSatisfy(isCancellation);
    expect(service.countOf("StopQueryExecution")).toBe(1);
    expect(told.at(-1)).toMatchObject({ bytesScanned: 9 });
  });

  it("goes on when it is only left, and is attached to by its id", async () => {
    const leave = new AbortController();
    service.handlers["GetQueryExecution"] = () => {
      leave.abort(new LeaveRunning());
      return { body: { QueryExecution: { QueryExecutionId: "e1", Status: { State: "RUNNING" } } } };
    };
    await expect(run("SELECT foo", { signal: leave.signal })).rejects.toBeInstanceOf(LeaveRunning);
    expect(service.countOf("StopQueryExecution")).toBe(0);
    yields([{ Name: "a", Type: "varchar" }], `"a"\n"x"\n`);
    expect(await athena.find("e1", { signal })).toMatchObject({ sql: "SELECT foo", facts: { executionId: "e1" } });
    const outcome = await athena.attach("e1", { signal, onProgress: () => undefined });
    expect(await cells(outcome.resultSetId)).toEqual([["x"]]);
  });
});
