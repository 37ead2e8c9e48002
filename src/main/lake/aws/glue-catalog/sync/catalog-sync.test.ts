import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { GlueCatalogs } from "../../../../../../tests/fixtures/glue-catalogs.ts";
import { GlueServer } from "../../../../../../tests/fixtures/glue-server.ts";
import type { GlueTableCatalog } from "../glue-table-catalog.ts";

const { signal } = new AbortController();
let server: GlueServer;
let glue: GlueCatalogs;
let catalog: GlueTableCatalog;

beforeEach(async () => {
  server = await GlueServer.start();
  glue = await GlueCatalogs.at(server.endpoint);
  catalog = glue.open("index.db");
  server.databases.set("sales", 250);
  server.databases.set("ops", 3);
});
afterEach(async () => {
  await glue.dispose();
  await server.stop();
});

async function names(of: GlueTableCatalog = catalog): Promise<string[]> {
  const found = [];
  for await (const page of of.list({ zoneId: "raw", signal })) found.push(...page.map(({ name }) => name));
  return found;
}

async function refused(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  );
}

describe("sync of a Glue catalog", () => {
  it("lists every page of every database, in order", async () => {
    await catalog.sync(signal);
    const found = await names();
    expect(found).toHaveLength(253);
    expect(found).toEqual(found.toSorted());
    expect(server.calls.filter((call) => call === "GetTables sales")).toHaveLength(3);
  });

  it("tells of changes only when there are some, and takes out what is gone", async () => {
    await catalog.sync(signal);
    let changes = 0;
    catalog.onChange(() => (changes += 1));
    await catalog.sync(signal);
    expect(changes).toBe(0);
    server.databases.delete("ops");
    server.databases.set("sales", 120);
    server.descriptions.set("sales.table_000007", "Seven");
    await catalog.sync(signal);
    expect(changes).toBe(1);
    expect(await names()).toHaveLength(120);
    expect(await catalog.get("raw", "sales.table_000007", { signal })).toMatchObject({ description: "Seven" });
  });

  it("comes to its end when Glue throttles", async () => {
    let throttled = 0;
    server.fault = ({ operation }) => {
      if (operation !== "GetTables" || throttled >= 3) return null;
      throttled += 1;
      return { status: 400, type: "ThrottlingException", message: "Rate exceeded" };
    };
    await catalog.sync(signal);
    expect(throttled).toBe(3);
    expect(await names()).toHaveLength(253);
  });

  it("goes on with other databases when one may not be read, keeps what was known of it, and says so", async () => {
    await catalog.sync(signal);
    server.databases.set("sales", 260);
    server.fault = ({ database }) =>
      database === "ops" ? { status: 400, type: "AccessDeniedException", message: "not you" } : null;
    await catalog.sync(signal);
    expect(await names()).toHaveLength(263);
    const state = await catalog.managed.syncState({ signal });
    expect(state).toMatchObject({ isSyncing: false, tables: 263, problems: [{ database: "ops" }] });
    server.fault = () => null;
    await catalog.sync(signal);
    expect((await catalog.managed.syncState({ signal })).problems).toEqual([]);
  });

  it("works from the last sync without a sign-in, and says that it is behind", async () => {
    await catalog.sync(signal);
    server.fault = () => ({ status: 400, type: "ExpiredTokenException", message: "The security token is expired" });
    expect(await refused(catalog.sync(signal))).toMatchObject({ code: "AUTH_REQUIRED" });
    expect(await catalog.managed.syncState({ signal })).toMatchObject({ problem: expect.stringContaining("Glue") });
    const offline = glue.open("index.db");
    expect(await names(offline)).toHaveLength(253);
    expect(await offline.get("raw", "ops.table_000001", { signal })).toMatchObject({ name: "ops.table_000001" });
  });

  it("answers from the last sync while Glue is silent, and asks it once only", async () => {
    await catalog.sync(signal);
    server.fault = () => "silence";
    server.calls.length = 0;
    for (let time = 0; time < 3; time += 1) {
      expect(await catalog.get("raw", "ops.table_000002", { signal })).toMatchObject({ location: expect.any(String) });
    }
    expect(server.calls).toEqual(["GetTable ops"]);
  });

  it("ends at once when it is given up, and does not end the next one", async () => {
    const giveUp = new AbortController();
    server.fault = ({ operation }) => {
      if (operation !== "GetTables") return null;
      giveUp.abort();
      return "silence";
    };
    expect(await refused(catalog.sync(giveUp.signal))).toMatchObject({ code: "CANCELLED" });
    server.fault = () => null;
    await catalog.sync(signal);
    expect(await names()).toHaveLength(253);
  });

  it("starts anew from a damaged index", async () => {
    await catalog.sync(signal);
    await catalog.close();
    await glue.damage("index.db");
    const again = glue.open("index.db");
    expect(await names(again)).toEqual([]);
    await again.sync(signal);
    expect(await names(again)).toHaveLength(253);
  });
});
