import { describe, expect, test } from "vitest";
import type { Connection } from "../../../../shared/domain/connection.ts";
import type { LakeDefinition } from "../../../../shared/domain/lake-definition.ts";
import type { LakePlace } from "../../../../shared/domain/lake-place.ts";
import { TableEntry } from "../../../../shared/domain/table-entry.ts";
import { accessRecipes } from "./access-recipes.ts";
import { accessSubject } from "./access-subject.ts";

const table = TableEntry.parse({
  zoneId: "raw",
  name: "sales",
  location: "sales/",
  format: "parquet",
  columns: [
    { name: "id", type: "INTEGER", kind: "integer" },
    { name: "day", type: "DATE", kind: "date" },
  ],
  partitionKeys: ["day"],
  description: "",
  readOptions: {},
  revision: 1,
  updatedAt: null,
});
const definition: LakeDefinition = {
  format: 1,
  id: "00000000-0000-4000-8000-000000000000",
  name: "Lake",
  zones: [{ id: "raw", title: "Raw", kind: "raw", location: "raw/", order: 0, description: "" }],
};
const bucket: LakePlace = { kind: "s3", connectionId: "c", bucket: "lake", prefix: "home/" };
const minio: Connection = {
  id: "c",
  name: "Store",
  region: "us-east-1",
  signIn: { kind: "keys", accessKeyId: "AKIA" },
  endpoint: {
    url: "http://127.0.0.1:9000",
    pathStyle: true,
    caFile: null,
    allowPlainHttp: false,
    checksums: "when-required",
    services: "s3",
  },
};
const aws: Connection = { ...minio, endpoint: null, region: "eu-west-1", signIn: { kind: "profile", profile: "lake" } };

interface Given {
  place?: LakePlace;
  connection?: Connection | null;
  changes?: Partial<TableEntry>;
  firstFile?: string | null;
}

function textOf(
  id: string,
  { place = bucket, connection = minio, changes = {}, firstFile = null }: Given = {},
): string {
  const subject = accessSubject({ table: { ...table, ...changes }, place, definition, connection, firstFile });
  const content = subject && accessRecipes(subject).find((recipe) => recipe.id === id)?.content;
  if (!content) throw new Error(`There is no recipe ${id}.`);
  if (content.kind === "code") return content.text;
  return content.kind === "steps" ? [...content.steps, content.code ?? ""].join("\n") : `obstacle: ${content.reason}`;
}

describe("a store that speaks S3", () => {
  test("is reached at its own address, with buckets in the path, and never with the secret", () => {
    expect(textOf("duckdb")).toContain("ENDPOINT '127.0.0.1:9000',\n  URL_STYLE 'path',\n  USE_SSL false");
    expect(textOf("duckdb")).toContain("'s3://lake/home/raw/sales/**/*.parquet'");
    expect(textOf("pandas")).toContain('"endpoint_url": "http://127.0.0.1:9000"');
    expect(textOf("pandas")).toContain('os.environ["AWS_SECRET_ACCESS_KEY"]');
    expect(textOf("spark")).toContain('"spark.hadoop.fs.s3a.path.style.access", "true"');
    expect(textOf("spark")).toContain('spark.read.parquet("s3a://lake/home/raw/sales/")');
    expect(textOf("r-arrow")).toContain('endpoint_override = "127.0.0.1:9000", scheme = "http"');
    expect(textOf("awswrangler")).toContain('wr.config.s3_endpoint_url = "http://127.0.0.1:9000"');
  });

  test("has no Athena and no connector of Power BI, and says so", () => {
    expect(textOf("athena")).toMatch(/^obstacle: Athena knows tables of the Glue Data Catalog/);
    expect(textOf("power-bi")).toMatch(/^obstacle: Power BI has no connector for S3/);
  });
});

describe("a lake on AWS", () => {
  const given: Given = { connection: aws, changes: { catalogName: { database: 'a"b', table: "sales" } } };

  test("is asked through Athena, with names escaped", () => {
    expect(textOf("athena", given)).toContain('FROM "a""b"."sales"\n-- WHERE "day" = …');
    expect(textOf("awswrangler", given)).toContain('boto3.Session(profile_name="lake", region_name="eu-west-1")');
    expect(textOf("tableau", given)).toContain("athena.eu-west-1.amazonaws.com");
    expect(textOf("power-bi", given)).toContain("Get data › Amazon Athena");
  });

  test("takes credentials from the provider chain", () => {
    expect(textOf("duckdb", given)).toContain("PROVIDER credential_chain,\n  PROFILE 'lake',\n  REGION 'eu-west-1'");
    expect(textOf("pandas", given)).toContain('"profile": "lake"');
  });
});

describe("a folder of Windows", () => {
  const folder: Given = { place: { kind: "folder", path: String.raw`C:\lakes\it's` }, connection: null };

  test("is written with slashes, but for Power BI", () => {
    expect(textOf("duckdb", folder)).toContain("'C:/lakes/it''s/raw/sales/**/*.parquet'");
    expect(textOf("r-duckdb", folder)).toContain("'C:/lakes/it''s/raw/sales/**/*.parquet'");
    expect(textOf("power-bi", folder)).toContain(String.raw`Folder.Files("C:\lakes\it's\raw\sales\")`);
  });
});

describe("formats", () => {
  test("part files are chosen by the ending that they have", () => {
    const changes: Partial<TableEntry> = { format: "delimited" };
    expect(textOf("duckdb", { changes, firstFile: "sales/day=2024-01-01/part-0.csv.gz" })).toContain("/**/*.csv.gz'");
    expect(textOf("duckdb", { changes, firstFile: "sales/day=2024-01-01/part-0" })).toContain("/**/*'");
    expect(textOf("pandas", { changes, firstFile: "sales/part-0.csv.gz" })).toContain('compression="gzip"');
  });

  test("a table format is read by its own reader, never as its part files", () => {
    expect(textOf("duckdb", { changes: { format: "delta" } })).toContain("FROM delta_scan('s3://lake/home/raw/sales')");
    expect(textOf("pandas", { changes: { format: "delta" } })).toContain('DeltaTable("s3://lake/home/raw/sales/"');
    expect(textOf("spark", { changes: { format: "iceberg" } })).toContain('format("iceberg").load');
    expect(textOf("pandas", { changes: { format: "hudi" } })).toMatch(/^obstacle/);
  });

  test("what Spark cannot read as a number in this dialect stays text", () => {
    const columns = [{ name: "a`b", type: "DECIMAL(9,2)", kind: "decimal" as const, description: "" }];
    const changes: Partial<TableEntry> = {
      format: "delimited",
      partitionKeys: [],
      columns,
      readOptions: { decimalSeparator: "," },
    };
    expect(textOf("spark", { changes })).toContain('.schema("`a``b` STRING")');
  });

  test("a view has no files", () => {
    expect(textOf("pandas", { changes: { kind: "view" } })).toMatch(/^obstacle: It has no files of its own/);
  });
});
