import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { createZoneViews, readQueries, writeParquetDataset } from "./parquet-datasets.ts";
import {
  copyRawAsReceived,
  writeDeliveryNote,
  writeRawAirports,
  writeRawBirdStrikes,
  writeRawMovies,
  writeRawRoutes,
  writeRawWeather,
} from "./raw-delimited.ts";
import { writeRawEarthquakes } from "./raw-earthquakes.ts";
import { writeRawFlights } from "./raw-flights.ts";
import { sqlText } from "./text-rows.ts";

const partitionsOfTrusted: Readonly<Record<string, readonly string[]>> = {
  flights: ["year", "month"],
  weather: ["year"],
  earthquakes: ["day"],
};

/**
 * Builds the zones raw, trusted and refined in the empty folder `lake`: raw from the files of `source`
 * (the data folder of vega-datasets), trusted from raw, refined from trusted by the queries in `refinedSql`.
 */
export async function buildLake(lake: string, source: string, refinedSql: string): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    await connection.run(`SET file_search_path = ${sqlText(lake)}`);
    await writeRaw(connection, source, join(lake, "raw"));
    await writeTrusted(connection, lake);
    await writeRefined(connection, lake, refinedSql);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function writeRaw(connection: DuckDBConnection, source: string, raw: string): Promise<void> {
  await writeRawFlights(connection, source, raw);
  await writeRawEarthquakes(source, raw);
  await writeRawWeather(connection, source, raw);
  await writeRawAirports(source, raw);
  await writeRawMovies(connection, source, raw);
  await writeRawBirdStrikes(connection, source, raw);
  await writeRawRoutes(connection, source, raw);
  await copyRawAsReceived(source, raw);
  await writeDeliveryNote(raw);
}

async function writeTrusted(connection: DuckDBConnection, lake: string): Promise<void> {
  const staging = join(lake, "staging");
  await mkdir(staging);
  await stageFilmsAsUtf8(lake, staging);
  for (const { name, sql } of await readQueries(join(import.meta.dirname, "trusted"))) {
    await writeParquetDataset(connection, sql, join(lake, "trusted", name), partitionsOfTrusted[name] ?? []);
  }
  await rm(staging, { recursive: true });
}

/** DuckDB reads Windows-1252 only with an extension that it would have to download. */
async function stageFilmsAsUtf8(lake: string, staging: string): Promise<void> {
  const bytes = await readFile(join(lake, "raw/movies/films_by_title_latin1.csv"));
  await writeFile(join(staging, "films_by_title_utf8.csv"), new TextDecoder("windows-1252").decode(bytes));
}

async function writeRefined(connection: DuckDBConnection, lake: string, refinedSql: string): Promise<void> {
  await createZoneViews(connection, "trusted", join(lake, "trusted"));
  for (const { name, sql } of await readQueries(refinedSql)) {
    await writeParquetDataset(connection, sql, join(lake, "refined", name), []);
  }
}

/** The data folder of the installed vega-datasets package, whose entry is in the folder beside it. */
export function vegaDataFolder(): string {
  const entry = fileURLToPath(import.meta.resolve("vega-datasets"));
  return join(dirname(dirname(entry)), "data");
}
