import { CreateDatabaseCommand, CreateTableCommand, GetTableCommand, type TableInput } from "@aws-sdk/client-glue";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { TableEntry } from "../../src/shared/domain/table-entry.ts";
import type { TableCatalog } from "../../src/main/lake/ports.ts";
import { GlueTableCatalog } from "../../src/main/lake/aws/glue-catalog/glue-table-catalog.ts";
import { tableCatalogContract, tableEntry } from "../contracts/table-catalog.ts";
import { GlueCatalogs } from "../fixtures/glue-catalogs.ts";
import { describeWithPeers, moto } from "./peer-servers.ts";

const { signal } = new AbortController();

describeWithPeers(["moto"], "Glue", () => {
  tableCatalogContract("Glue", async () => {
    const catalogs = await GlueCatalogs.at(moto().endpoint);
    return {
      first: catalogs.open(),
      second: catalogs.open(),
      catchUp: async (catalog: TableCatalog) => {
        if (catalog instanceof GlueTableCatalog) await catalog.sync(signal);
      },
      dispose: () => catalogs.dispose(),
    };
  });
});

describeWithPeers(["moto"], "Glue catalog", () => {
  let glue: GlueCatalogs;
  let catalog: GlueTableCatalog;
  beforeEach(async () => {
    glue = await GlueCatalogs.at(moto().endpoint);
    catalog = glue.open();
  });
  afterEach(() => glue.dispose());

  async function all(): Promise<TableEntry[]> {
    const found = [];
    for await (const page of catalog.list({ zoneId: null, signal })) found.push(...page);
    return found;
  }

  const awaited = "SELECT 1 AS one -- Größe";
  const prestoView = Buffer.from(JSON.stringify({ originalSql: awaited, catalog: "awsdatacatalog" })).toString(
    "base64",
  );

  async function sales(): Promise<void> {
    await glue.client.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "sales" } }));
    const tables: TableInput[] = [
      {
        Name: "orders",
        Description: "Orders of the shop",
        Owner: "etl",
        TableType: "EXTERNAL_TABLE",
        Parameters: { classification: "parquet", "projection.enabled": "true", owner_team: "shop" },
        PartitionKeys: [{ Name: "day", Type: "date", Comment: "of the order" }],
        StorageDescriptor: {
          Location: "s3://lake/raw/orders",
          Columns: [
            { Name: "id", Type: "bigint" },
            { Name: "lines", Type: "array<struct<sku:string,qty:int>>", Parameters: { "iceberg.field.id": "2" } },
          ],
          SerdeInfo: { SerializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe" },
          BucketColumns: ["id"],
          NumberOfBuckets: 8,
        },
      },
      {
        Name: "elsewhere",
        StorageDescriptor: { Location: "s3://other/x/", Columns: [] },
        Parameters: { table_type: "ICEBERG" },
      },
      { Name: "ones", TableType: "VIRTUAL_VIEW", ViewOriginalText: `/* Presto View: ${prestoView} */` },
    ];
    for (const TableInput of tables) {
      await glue.client.send(new CreateTableCommand({ DatabaseName: "sales", TableInput }));
    }
  }

  it("shows tables in the zone that contains them, and views and tables elsewhere in none", async () => {
    await sales();
    await catalog.sync(signal);
    expect(await all()).toMatchObject([
      {
        zoneId: "raw",
        name: "sales.orders",
        location: "orders/",
        format: "parquet",
        partitionKeys: ["day"],
        columns: [
          { name: "id", type: "BIGINT" },
          { name: "lines", type: "STRUCT(sku VARCHAR, qty INTEGER)[]", kind: "nested" },
          { name: "day", type: "DATE", description: "of the order" },
        ],
        catalogName: { database: "sales", table: "orders" },
      },
      { zoneId: null, name: "sales.elsewhere", location: "s3://other/x/", format: "iceberg" },
      { zoneId: null, name: "sales.ones", kind: "view", location: "", viewText: awaited },
    ]);
    expect(await catalog.get(null, "sales.ones", { signal })).toMatchObject({ kind: "view" });
  });

  it("follows zones that move, without a sync", async () => {
    await sales();
    await catalog.sync(signal);
    glue.zones.push({ id: "orders", address: "s3://lake/raw/orders/" }, { id: "other", address: "s3://other/" });
    expect((await all()).map(({ zoneId, name, location }) => [zoneId, name, location])).toEqual([
      ["orders", "sales.orders", ""],
      ["other", "sales.elsewhere", "x/"],
      [null, "sales.ones", ""],
    ]);
  });

  it("changes what a person changed of a table, and keeps all else", async () => {
    await sales();
    const before = await catalog.get("raw", "sales.orders", { signal });
    const columns = before.columns.map((column) =>
      column.name === "lines" ? { ...column, description: "what was bought; ".repeat(30) } : column,
    );
    const after = await catalog.put({ ...before, columns, description: "All orders" }, before.revision, { signal });
    expect(after.description).toBe("All orders");
    expect(after.columns).toEqual(columns);
    const { Table } = await glue.client.send(new GetTableCommand({ DatabaseName: "sales", Name: "orders" }));
    expect(Table).toMatchObject({
      Description: "All orders",
      Owner: "etl",
      Parameters: { classification: "parquet", "projection.enabled": "true", owner_team: "shop" },
      PartitionKeys: [{ Name: "day", Type: "date", Comment: "of the order" }],
      StorageDescriptor: {
        Location: "s3://lake/raw/orders",
        BucketColumns: ["id"],
        NumberOfBuckets: 8,
        Columns: [
          { Name: "id", Type: "bigint" },
          { Name: "lines", Type: "array<struct<sku:string,qty:int>>", Parameters: { "iceberg.field.id": "2" } },
        ],
      },
    });
    expect(Table?.StorageDescriptor?.Columns?.[1]?.Comment).toHaveLength(255);
  });

  it("registers delimited text, JSON and Parquet as Athena reads them, and reads back what was registered", async () => {
    const readOptions = { delimiter: ";", quote: '"', escape: '"', header: "true", skipLines: "2", encoding: "utf-8" };
    const columns: TableEntry["columns"] = [
      { name: "day", type: "DATE", kind: "date", description: "" },
      { name: "id", type: "UUID", kind: "uuid", description: "the order" },
    ];
    const draft = tableEntry({ zoneId: "raw", partitionKeys: [], columns });
    const csv = await catalog.put({ ...draft, name: "csv", format: "delimited", readOptions }, null, { signal });
    expect(csv).toMatchObject({ readOptions, columns, format: "delimited", location: "flights/" });
    expect(csv.catalogName).toEqual({ database: "sales_lake_raw", table: "csv" });
    const { Table } = await glue.client.send(new GetTableCommand({ DatabaseName: "sales_lake_raw", Name: "csv" }));
    expect(Table).toMatchObject({
      Parameters: { classification: "csv", "skip.header.line.count": "3", EXTERNAL: "TRUE" },
      StorageDescriptor: {
        Location: "s3://lake/raw/flights/",
        InputFormat: "org.apache.hadoop.mapred.TextInputFormat",
        SerdeInfo: {
          SerializationLibrary: "org.apache.hadoop.hive.serde2.OpenCSVSerde",
          Parameters: { separatorChar: ";", quoteChar: '"' },
        },
        Columns: [{ Type: "string" }, { Type: "string" }],
      },
    });
    for (const format of ["json", "ndjson", "parquet"] as const) {
      const made = await catalog.put({ ...draft, name: format, format }, null, { signal });
      expect(made).toMatchObject({ format, columns });
    }
    await expect(catalog.put({ ...draft, name: "delta", format: "delta" }, null, { signal })).rejects.toMatchObject({
      code: "UNSUPPORTED",
    });
  });

  it("registers in the database that another app made for the zone, under a name that was free", async () => {
    await glue.client.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "sales_lake_raw" } }));
    const first = await catalog.put(tableEntry({ zoneId: "raw" }), null, { signal });
    const second = await glue.open().put(tableEntry({ zoneId: "raw", name: "other" }), null, { signal });
    expect([first, second].map(({ catalogName }) => catalogName?.database)).toEqual([
      "sales_lake_raw_2",
      "sales_lake_raw_2",
    ]);
    expect([first.name, second.name]).toEqual(["flights", "other"]);
  });
});
