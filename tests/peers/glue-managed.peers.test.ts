import { CreateCrawlerCommand, DeleteCrawlerCommand, GetTableCommand, StopCrawlerCommand } from "@aws-sdk/client-glue";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { GlueTableCatalog } from "../../src/main/lake/aws/glue-catalog/glue-table-catalog.ts";
import type { NewPartition } from "../../src/main/lake/managed-catalog.ts";
import { tableEntry } from "../contracts/table-catalog.ts";
import { GlueCatalogs } from "../fixtures/glue-catalogs.ts";
import { describeWithPeers, moto } from "./peer-servers.ts";

const { signal } = new AbortController();
const flights = { zoneId: "trusted", name: "flights" };

describeWithPeers(["moto"], "what Glue has beside tables", () => {
  let glue: GlueCatalogs;
  let catalog: GlueTableCatalog;
  beforeEach(async () => {
    glue = await GlueCatalogs.at(moto().endpoint);
    catalog = glue.open();
  });
  afterEach(() => glue.dispose());

  async function* years(from: number, to: number): AsyncGenerator<NewPartition> {
    for (let year = from; year < to; year += 1) yield { values: [String(year)], folder: `year=${year}/` };
  }

  it("registers partitions by the hundred, finds them by an expression, and knows those that are there", async () => {
    await catalog.put(tableEntry(), null, { signal });
    expect(await catalog.managed.addPartitions(flights, years(1700, 1950), { signal })).toEqual({
      added: 250,
      known: 0,
    });
    expect(await catalog.managed.addPartitions(flights, years(1940, 1960), { signal })).toEqual({
      added: 10,
      known: 10,
    });
    const request = { after: null, limit: 100, expression: "year = '1955'" };
    const { partitions } = await catalog.managed.partitions(flights, request, { signal });
    expect(partitions).toMatchObject([
      { values: ["1955"], location: "s3://lake/trusted/flights/year=1955/", format: "ParquetHiveSerDe" },
    ]);
    await expect(
      catalog.managed.partitions({ zoneId: "trusted", name: "other" }, request, { signal }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("tells what each version of a table changed, the newest first", async () => {
    const first = await catalog.put(tableEntry(), null, { signal });
    const second = await catalog.put({ ...first, description: "Departures" }, first.revision, { signal });
    const [column, ...others] = second.columns;
    if (!column) throw new Error("a column");
    const columns = [{ ...column, type: "INTEGER" }, ...others];
    await catalog.put({ ...second, columns }, second.revision, { signal });
    const { versions } = await catalog.managed.versions(flights, { after: null, limit: 25 }, { signal });
    expect(versions.map(({ changes }) => changes)).toEqual([
      [{ what: "column carrier", before: "VARCHAR", after: "INTEGER" }],
      [{ what: "description", before: null, after: "Departures" }],
      null,
    ]);
  });

  it("is told what people know of a table, and keeps all else of it", async () => {
    const { catalogName } = await catalog.put(tableEntry({ description: "Departures" }), null, { signal });
    const table = { DatabaseName: catalogName?.database ?? "", Name: catalogName?.table ?? "" };
    const there = async () => (await glue.client.send(new GetTableCommand(table))).Table;
    const before = await there();
    const note = { description: null, owner: "BI", tags: ["daily", "pii"] };
    await catalog.managed.annotate(flights, note, { signal });
    const noted = await there();
    expect(noted).toMatchObject({
      Description: "Departures",
      Parameters: { ...before?.Parameters, "lakeshore.owner": "BI", "lakeshore.tags": "daily,pii" },
      StorageDescriptor: before?.StorageDescriptor,
    });
    await catalog.managed.annotate(flights, note, { signal });
    expect((await there())?.VersionId).toBe(noted?.VersionId);
    await catalog.managed.annotate(flights, { description: "All of them", owner: null, tags: [] }, { signal });
    expect(await there()).toMatchObject({ Description: "All of them", Parameters: before?.Parameters });
    expect(await catalog.get("trusted", "flights", { signal })).toMatchObject({ description: "All of them" });
  });

  it("starts a crawler and follows it to its end", async ({ skip }) => {
    const create = new CreateCrawlerCommand({
      Name: "nightly",
      Role: "arn:aws:iam::123456789012:role/glue",
      DatabaseName: "sales",
      Targets: { S3Targets: [{ Path: "s3://lake/raw/" }] },
    });
    await glue.client.send(create);
    const listed = await catalog.managed.crawlers({ signal }).catch((error: unknown) => {
      // moto 5.1.1 (Debian trixie) does so, moto 5.2.1 does not.
      skip(String(error).includes("Expected real number"), "this moto writes times of crawlers as text");
      throw error;
    });
    expect(listed).toMatchObject([{ name: "nightly", database: "sales", state: "ready", targets: ["s3://lake/raw/"] }]);
    await catalog.managed.startCrawler("nightly", { signal });
    const states: string[] = [];
    for await (const { state } of catalog.managed.followCrawler("nightly", { signal })) {
      states.push(state);
      // Crawls of moto never end of themselves.
      if (state === "running") await glue.client.send(new StopCrawlerCommand({ Name: "nightly" }));
      if (state !== "stopping") continue;
      await glue.client.send(new DeleteCrawlerCommand({ Name: "nightly" }));
      await glue.client.send(create);
    }
    expect(states).toEqual(["running", "stopping", "ready"]);
  });
});
