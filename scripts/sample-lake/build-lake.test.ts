import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildLake, vegaDataFolder } from "./build-lake.ts";
import { createZoneViews, readQueries } from "./parquet-datasets.ts";
import { queryTextRows, sqlText } from "./text-rows.ts";

const lake = resolve(import.meta.dirname, "../../resources/sample-lake");
let rebuilt: string;
let instance: DuckDBInstance;
let connection: DuckDBConnection;

beforeAll(async () => {
  rebuilt = await mkdtemp(join(tmpdir(), "lakeshore-sample-lake-test-"));
  await buildLake(rebuilt, vegaDataFolder(), join(lake, "refined"));
  instance = await DuckDBInstance.create();
  connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  await createZoneViews(connection, "trusted", join(lake, "trusted"));
  await createZoneViews(connection, "refined", join(lake, "refined"));
});

afterAll(async () => {
  connection.closeSync();
  instance.closeSync();
  await rm(rebuilt, { recursive: true });
});

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".sql"))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
}

async function rowsThatDiffer(left: string, right: string): Promise<number> {
  const onlyIn = (a: string, b: string) => `(SELECT count(*) FROM (${a} EXCEPT ALL ${b}))`;
  const { rows } = await queryTextRows(connection, `SELECT ${onlyIn(left, right)} + ${onlyIn(right, left)} AS n`);
  return Number(rows[0]?.[0]);
}

async function typesOf(query: string): Promise<Record<string, string>> {
  const { rows } = await queryTextRows(connection, `SELECT column_name, column_type FROM (DESCRIBE ${query})`);
  return Object.fromEntries(rows.map(([name = "", type = ""]) => [name, type]));
}

describe("rebuilding the sample lake", () => {
  it("gives the files that are committed", async () => {
    for (const zone of ["raw", "trusted", "refined"]) {
      expect(await filesOf(join(rebuilt, zone))).toEqual(await filesOf(join(lake, zone)));
    }
  });

  // Deflate may choose other matches on another processor, so archives are compared by what they hold.
  it("gives the same raw bytes", async () => {
    for (const file of await filesOf(join(lake, "raw"))) {
      const content = (bytes: Buffer) => (file.endsWith(".gz") ? gunzipSync(bytes) : bytes);
      const committed = content(await readFile(join(lake, "raw", file)));
      expect(committed.equals(content(await readFile(join(rebuilt, "raw", file)))), file).toBe(true);
    }
  });

  it("gives the same Parquet rows and types", async () => {
    for (const zone of ["trusted", "refined"]) {
      for (const file of await filesOf(join(lake, zone))) {
        const query = (root: string) => `FROM read_parquet(${sqlText(join(root, zone, file))})`;
        expect(await typesOf(query(rebuilt)), file).toEqual(await typesOf(query(lake)));
        expect(await rowsThatDiffer(query(rebuilt), query(lake)), file).toBe(0);
      }
    }
  });
});

describe("trusted", () => {
  it("has flights typed, partitioned by year and month, complete", async () => {
    expect(await typesOf("FROM trusted.flights")).toEqual({
      flight_id: "BIGINT",
      departure_at: "TIMESTAMP",
      flight_date: "DATE",
      origin: "VARCHAR",
      destination: "VARCHAR",
      distance_mi: "SMALLINT",
      distance_km: "DECIMAL(7,2)",
      delay_min: "SMALLINT",
      year: "BIGINT",
      month: "BIGINT",
    });
    const { rows } = await queryTextRows(
      connection,
      `SELECT count(*), count(DISTINCT flight_id), min(flight_id) > 2::BIGINT ** 53,
              bool_and(year = year(departure_at) AND month = month(departure_at)) FROM trusted.flights`,
    );
    expect(rows).toEqual([["200000", "200000", "true", "true"]]);
  });

  it("has earthquakes with lists, a struct and zoned timestamps, each in the partition of its day", async () => {
    expect(await typesOf("FROM trusted.earthquakes")).toMatchObject({
      occurred_at: "TIMESTAMP WITH TIME ZONE",
      magnitude: "DECIMAL(4,2)",
      location: "STRUCT(longitude DOUBLE, latitude DOUBLE, depth_km DOUBLE)",
      products: "VARCHAR[]",
      day: "DATE",
    });
    const { rows } = await queryTextRows(
      connection,
      `SELECT count(*), count(location.depth_km), bool_and(day = (occurred_at AT TIME ZONE 'UTC')::DATE),
              bool_and(list_contains(products, 'origin')) FROM trusted.earthquakes`,
    );
    expect(rows).toEqual([["1707", "1707", "true", "true"]]);
  });

  it("keeps every digit of the measured values", async () => {
    const { rows } = await queryTextRows(
      connection,
      `SELECT magnitude, occurred_at FROM trusted.earthquakes WHERE event_id = 'uw61345682'
       UNION ALL SELECT temp_max_c, date FROM trusted.weather WHERE station = 'Seattle' AND date = '2012-01-01'`,
    );
    expect(rows).toEqual([
      ["0.31", "2018-01-31 01:49:59.65+00"],
      ["12.80", "2012-01-01 00:00:00+00"],
    ]);
  });

  it("has the other datasets whole, with codes as text and mistakes corrected", async () => {
    const { rows } = await queryTextRows(
      connection,
      `SELECT (SELECT count(*) FROM trusted.weather), (SELECT count(*) FROM trusted.airports),
              (SELECT count(*) FROM trusted.bird_strikes WHERE contains(report, chr(10)) AND species <> ''),
              (SELECT count(*) FROM trusted.zipcodes WHERE length(zip_code) = 5),
              (SELECT count(*) FROM trusted.county_unemployment WHERE length(county_fips) = 5),
              (SELECT count(*) FROM trusted.gapminder WHERE region IS NOT NULL),
              (SELECT count(*) FROM trusted.movies WHERE release_date_corrected AND year(release_date) < 1950),
              (SELECT release_date FROM trusted.movies WHERE title = 'Modern Times'),
              (SELECT ratings.imdb FROM trusted.movies WHERE title = 'Astérix aux Jeux Olympiques')`,
    );
    expect(rows).toEqual([["2922", "3376", "3728", "42049", "3218", "682", "22", "1936-02-05", "4.9"]]);
  });

  it("can be read by another Parquet reader", async () => {
    const file = await asyncBufferFromFile(join(lake, "trusted/flights/year=2001/month=1/part-0.parquet"));
    const [first] = await parquetReadObjects({ file, compressors, rowEnd: 1 });
    expect(first).toMatchObject({ flight_id: 2001010100010000000n, origin: "LAS", delay_min: 33 });
  });
});

describe("refined", () => {
  it("is what its queries give over trusted", async () => {
    const queries = await readQueries(join(lake, "refined"));
    expect(queries.length).toBeGreaterThan(0);
    for (const { name, sql } of queries) {
      expect(await typesOf(`FROM refined.${name}`), name).toEqual(await typesOf(`FROM (${sql})`));
      expect(await rowsThatDiffer(`FROM (${sql})`, `FROM refined.${name}`), name).toBe(0);
    }
  });
});
