import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateCrawlerCommand } from "@aws-sdk/client-glue";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { GlueTableCatalog } from "../../src/main/lake/aws/glue-catalog/glue-table-catalog.ts";
import type { TableEntry } from "../../src/shared/domain/table-entry.ts";
import { tableEntry } from "../contracts/table-catalog.ts";
import { faultyConnection, type FaultyConnection } from "./faulty-connection.ts";
import { type Fault, hold, loseAnswer, reset, truncate } from "./faults/fault.ts";
import { expiredToken, internalError, throttled } from "./faults/service-answers.ts";
import { describeWithPeers, moto } from "./peer-servers.ts";

const { signal } = new AbortController();
const flights = { zoneId: "trusted", name: "flights" };
const page = { after: null, limit: 100 };
const sessionEnded = { code: "AUTH_REQUIRED", message: expect.stringContaining("your session has expired") };

/** What a person does, by the operation of Glue that it stands on. */
const operations: Record<string, (catalog: GlueTableCatalog, table: TableEntry) => Promise<unknown>> = {
  GetDatabases: (catalog) => catalog.sync(signal),
  GetTables: (catalog) => catalog.sync(signal),
  GetTable: (catalog) => catalog.get("trusted", "flights", { signal }),
  CreateTable: (catalog) => catalog.put(tableEntry({ name: "new" }), null, { signal }),
  UpdateTable: (catalog, table) => catalog.put({ ...table, description: "Departures" }, table.revision, { signal }),
  DeleteTable: (catalog) => catalog.remove("trusted", "flights", { signal }),
  GetPartitions: (catalog) => catalog.managed.partitions(flights, { ...page, expression: null }, { signal }),
  BatchCreatePartition: (catalog) => catalog.managed.addPartitions(flights, oneYear(), { signal }),
  GetTableVersions: (catalog) => catalog.managed.versions(flights, page, { signal }),
  StartCrawler: (catalog) => catalog.managed.startCrawler("nightly", { signal }),
};

async function* oneYear() {
  yield { values: ["2024"], folder: "year=2024/" };
}

/** moto answers to these without a body. */
const withoutBody = new Set(["CreateTable", "UpdateTable"]);

function passingFaults(operation: string): [string, () => Fault][] {
  return [
    ["a throttled call", () => throttled()],
    ["an error of Glue's own", () => internalError("json")],
    ["a connection that breaks before the answer", () => reset("response")],
    ["an answer that never comes, to what was done", () => loseAnswer()],
    ...(withoutBody.has(operation) ? [] : bodyFaults),
  ];
}

const bodyFaults: [string, () => Fault][] = [
  ["an answer that breaks off", () => truncate(1)],
  ["an answer that does not go on", () => hold("response", 1)],
];

describeWithPeers(["moto"], "Glue that has a fault", () => {
  let faulty: FaultyConnection;
  let folder: string;
  let catalog: GlueTableCatalog;
  let table: TableEntry;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "lakeshore-glue-faults-"));
    faulty = await faultyConnection(moto());
    catalog = new GlueTableCatalog({
      client: faulty.connection.glue(),
      lakeId: "lake-1",
      lakeName: () => "Sales Lake",
      zones: () => [{ id: "trusted", address: "s3://lake/trusted/" }],
      indexWorker: new URL("../../src/main/workers/table-index-worker.ts", import.meta.url),
      indexPath: join(folder, "index.db"),
    });
    await faulty.connection.glue().send(
      new CreateCrawlerCommand({
        Name: "nightly",
        Role: "arn:aws:iam::123456789012:role/glue",
        DatabaseName: "sales",
        Targets: { S3Targets: [{ Path: "s3://lake/raw/" }] },
      }),
    );
  });
  beforeEach(async () => {
    table = await catalog.put(tableEntry(), null, { signal });
  });
  afterEach(async () => {
    for (const name of ["flights", "new"]) await catalog.remove("trusted", name, { signal }).catch(() => undefined);
  });
  afterAll(async () => {
    await catalog.close();
    await faulty[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  describe.each(Object.entries(operations))("in %s", (operation, act) => {
    const match = { target: `AWSGlue.${operation}` };

    it.each(passingFaults(operation))("survives %s", async (_what, fault) => {
      const injected = faulty.proxy.inject(fault(), match);
      await act(catalog, table);
      expect(injected.count).toBe(1);
    });

    it("says that the session has ended, or gives what is known of the table", async () => {
      const expired = faulty.proxy.inject(expiredToken("json"), { ...match, times: Infinity });
      const acted = await act(catalog, table).catch((error: unknown) => error);
      expired.remove();
      expect(acted).toMatchObject(operation === "GetTable" ? flights : sessionEnded);
    });
  });
});
