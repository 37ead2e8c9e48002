import { DuckDBInstance } from "@duckdb/node-api";
import { writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asTable, PreviewedFiles } from "../../../../tests/fixtures/previewed-files.ts";

let files: PreviewedFiles;
beforeAll(async () => {
  files = await PreviewedFiles.create();
});
afterAll(() => files.remove());

describe("part files", () => {
  it("shows Hive partitions as typed columns and ignores markers", async () => {
    for (const [year, region] of [
      [2020, "north%20east"],
      [2021, "__HIVE_DEFAULT_PARTITION__"],
    ]) {
      await files.write(`zone/sales/year=${year}/region=${region}/part-0.csv`, "id,total\n1,2.5\n");
    }
    await files.write("zone/sales/_SUCCESS", "");
    await files.write("zone/sales/.part-0.csv.crc", "x");
    const preview = asTable(await files.folder("zone/sales/", "zone/"));
    expect(preview.columns.map(({ name, type, isPartition }) => [name, type, isPartition])).toEqual([
      ["id", "BIGINT", false],
      ["total", "DECIMAL(18,1)", false],
      ["year", "BIGINT", true],
      ["region", "VARCHAR", true],
    ]);
    expect(preview.rows).toEqual([["1", "2.5", "2020", "north east"]]);
    expect(preview.files).toEqual({
      count: 2,
      atLeast: false,
      partitionKeys: ["year", "region"],
      first: "sales/year=2020/region=north%20east/part-0.csv",
    });
    expect(preview).toMatchObject({ size: 30, complete: false, totalRows: null });
  });

  it("keeps leading zeros of partition values", async () => {
    await files.write("months/month=01/a.csv", "id,b\n1,2\n");
    await files.write("months/month=02/a.csv", "id,b\n1,2\n");
    expect(asTable(await files.folder("months/")).columns.at(-1)).toMatchObject({ name: "month", type: "VARCHAR" });
  });

  it("passes over part files without rows and reads what Parquet's writer left", async () => {
    const duckdb = await (await DuckDBInstance.create()).connect();
    await files.write("parts/.keep", "");
    await duckdb.run(`copy (select 1 as a where false) to '${files.path("parts/part-0.parquet")}'`);
    await duckdb.run(`copy (select 7 as a) to '${files.path("parts/part-1.parquet")}'`);
    await duckdb.run(`copy (select 7 as a, 8 as b) to '${files.path("parts/part-2.parquet")}'`);
    duckdb.closeSync();
    const preview = asTable(await files.folder("parts/"));
    expect(preview.rows).toEqual([["7"]]);
    expect(preview.notes.map(({ text }) => text)).toContain(
      "The files do not all have the same columns: “part-2.parquet” has “b” more.",
    );
  });

  it("notes a column whose type changes between Parquet files", async () => {
    const duckdb = await (await DuckDBInstance.create()).connect();
    await files.write("types/.keep", "");
    await duckdb.run(`copy (select 7 as a) to '${files.path("types/part-0.parquet")}'`);
    await duckdb.run(`copy (select 'x' as a) to '${files.path("types/part-1.parquet")}'`);
    duckdb.closeSync();
    const { notes } = asTable(await files.folder("types/"));
    expect(notes.at(-1)?.text).toContain("“part-1.parquet” has “a” as VARCHAR and not INTEGER");
  });

  it("stops counting the files of a very large folder and says so", async () => {
    await files.write("many/part-00000.csv", "a,b\n1,2\n");
    await Promise.all(
      Array.from({ length: 11_999 }, (_, i) => writeFile(files.path(`many/part-${i + 1}.csv`), "a,b\n1,2\n")),
    );
    const preview = asTable(await files.folder("many/"));
    expect(preview).toMatchObject({ size: null, complete: false, files: { atLeast: true } });
    expect(preview.notes[0]?.text).toContain("at least");
  });

  it("takes sub-folders of files with mostly the same columns for one dataset", async () => {
    await files.write("years/2019/a.csv", "id,name,size\n1,a,2\n");
    await files.write("years/2020/a.csv", "id,name,size,extra\n1,a,2,3\n");
    const preview = asTable(await files.folder("years/"));
    expect(preview.files).toMatchObject({ count: 2, partitionKeys: [] });
    expect(preview.notes.at(-1)?.text).toContain("“2020/a.csv” has “extra” more");
  });

  it("refuses a folder of several tables or formats, and an empty one", async () => {
    await files.write("mixed/a.csv", "a,b\n1,2\n");
    await files.write("mixed/b.ndjson", "{}\n");
    await files.write("tables/x/a.csv", "a,b\n1,2\n");
    await files.write("tables/y/a.csv", "c,d\n1,2\n");
    await files.write("none/_marker", "");
    for (const folder of ["mixed/", "tables/", "none/"]) {
      await expect(files.folder(folder)).rejects.toMatchObject({ code: "UNSUPPORTED" });
    }
    await expect(files.folder("mixed/")).rejects.toThrow("1 delimited text file and 1 NDJSON file");
  });
});

describe("table formats", () => {
  const deltaSchema = {
    type: "struct",
    fields: [
      { name: "id", type: "long", nullable: true, metadata: {} },
      { name: "price", type: "decimal(10,2)", nullable: true, metadata: {} },
      {
        name: "tags",
        type: { type: "array", elementType: "string", containsNull: true },
        nullable: true,
        metadata: {},
      },
    ],
  };

  it("recognises Delta, also from one of its partitions, and never reads its part files", async () => {
    const commit = { metaData: { id: "x", schemaString: JSON.stringify(deltaSchema), partitionColumns: ["day"] } };
    await files.write("delta/_delta_log/00000000000000000000.json", `{"commitInfo":{}}\n${JSON.stringify(commit)}\n`);
    await files.write("delta/_delta_log/00000000000000000001.json", '{"add":{"path":"x"}}\n');
    await files.write("delta/day=1/part-0.parquet", "deleted rows");
    for (const folder of ["delta/", "delta/day=1/"]) {
      const preview = await files.folder(folder);
      expect(preview).toMatchObject({
        kind: "recognised",
        format: "delta",
        columns: [{ name: "id", type: "BIGINT" }, { type: "DECIMAL(10,2)", kind: "decimal" }, { type: "VARCHAR[]" }],
        facts: [
          { name: "Version", value: "1" },
          { name: "Partition columns", value: "day" },
        ],
      });
    }
    expect(files.reads.filter((key) => /^delta.*parquet$/.test(key))).toEqual([]);
  });

  it("recognises Iceberg and shows its current schema", async () => {
    const schema = (id: number, name: string) => ({
      type: "struct",
      "schema-id": id,
      fields: [{ id: 1, name, required: true, type: "timestamptz" }],
    });
    const metadata = {
      "format-version": 2,
      "current-schema-id": 1,
      schemas: [schema(0, "old"), schema(1, "new")],
      snapshots: [{}],
    };
    await files.write("iceberg/metadata/v9.metadata.json", "{}");
    await files.write("iceberg/metadata/v10.metadata.json", JSON.stringify(metadata));
    await files.write("iceberg/data/part-0.parquet", "x");
    expect(await files.folder("iceberg/")).toMatchObject({
      kind: "recognised",
      format: "iceberg",
      columns: [{ name: "new", type: "TIMESTAMP WITH TIME ZONE" }],
    });
  });

  it("recognises Hudi", async () => {
    await files.write("hudi/.hoodie/hoodie.properties", "hoodie.table.name=t\n");
    await files.write("hudi/a.parquet", "x");
    expect(await files.folder("hudi/")).toMatchObject({ kind: "recognised", format: "hudi" });
  });
});
