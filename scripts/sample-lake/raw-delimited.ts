import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { formatDelimited } from "./delimited-text.ts";
import { encodeWindows1252, repairMacRomanMojibake } from "./single-byte-encodings.ts";
import { queryTextRows, sqlText } from "./text-rows.ts";

/** Semicolons, decimal commas, day.month.year and CRLF: a spreadsheet saved as CSV in most of Europe. */
export async function writeRawWeather(connection: DuckDBConnection, source: string, raw: string): Promise<void> {
  const decimalComma = (column: string) => `replace(${column}, '.', ',')`;
  const { header, rows } = await queryTextRows(
    connection,
    `SELECT location AS station, strftime(date::DATE, '%d.%m.%Y') AS date,
            ${decimalComma("precipitation")} AS precipitation_mm, ${decimalComma("temp_max")} AS temp_max_c,
            ${decimalComma("temp_min")} AS temp_min_c, ${decimalComma("wind")} AS wind_ms, weather
     FROM read_csv(${sqlText(join(source, "weather.csv"))}, all_varchar = true)`,
  );
  await write(
    join(raw, "weather/daily_weather_semicolon.csv"),
    formatDelimited(header, rows, { delimiter: ";", lineEnd: "\r\n" }),
  );
}

/** What a spreadsheet calls "CSV UTF-8": a byte-order mark in front, CRLF line ends. */
export async function writeRawAirports(source: string, raw: string): Promise<void> {
  const text = await readFile(join(source, "airports.csv"), "utf8");
  await write(join(raw, "airports/airports_bom.csv"), "\uFEFF" + text.replaceAll("\n", "\r\n"));
}

/** The film list as it came (JSON, titles with mojibake), and sorted by title with the accents restored in Windows-1252. */
export async function writeRawMovies(connection: DuckDBConnection, source: string, raw: string): Promise<void> {
  await copy(join(source, "movies.json"), join(raw, "movies/movies.json"));
  const { header, rows } = await queryTextRows(
    connection,
    `SELECT json->>'Title' AS "Title", json->>'Release Date' AS "Release Date", json->>'Distributor' AS "Distributor",
            json->>'Director' AS "Director", json->>'MPAA Rating' AS "MPAA Rating", json->>'Major Genre' AS "Major Genre",
            json->>'Creative Type' AS "Creative Type", json->>'Source' AS "Source",
            json->>'Running Time min' AS "Running Time min", json->>'Production Budget' AS "Production Budget",
            json->>'US Gross' AS "US Gross", json->>'Worldwide Gross' AS "Worldwide Gross",
            json->>'IMDB Rating' AS "IMDB Rating", json->>'IMDB Votes' AS "IMDB Votes",
            json->>'Rotten Tomatoes Rating' AS "Rotten Tomatoes Rating"
     FROM read_json_objects(${sqlText(join(source, "movies.json"))}, format = 'array')`,
  );
  const titled = rows.map(([title = "", ...rest]) => [repairMacRomanMojibake(title), ...rest]);
  titled.sort((a, b) => compareText(a.join("\t"), b.join("\t")));
  const text = formatDelimited(header, titled, { delimiter: ",", lineEnd: "\r\n" });
  await write(join(raw, "movies/films_by_title_latin1.csv"), encodeWindows1252(text));
}

/** Wildlife strikes since 1999 with a report of several lines in one quoted field, and column names with spaces and signs. */
export async function writeRawBirdStrikes(connection: DuckDBConnection, source: string, raw: string): Promise<void> {
  const { header, rows } = await queryTextRows(
    connection,
    `SELECT "Flight Date", "Airport Name", "Origin State", "Aircraft Make Model", "Aircraft Airline Operator",
            "Cost Total $", "Speed IAS in knots",
            concat('Phase: ', "Phase of flight", chr(10), 'Struck by: "', "Wildlife Species", '", ', lower("Wildlife Size"),
                   chr(10), 'Damage: ', "Effect Amount of damage", coalesce(chr(10) || 'Time of day: ' || "Time of day", '')) AS "Report"
     FROM read_csv(${sqlText(join(source, "birdstrikes.csv"))}, all_varchar = true)
     WHERE "Flight Date" >= '1999-01-01'`,
  );
  await write(
    join(raw, "bird_strikes/strike_reports_multiline.csv"),
    formatDelimited(header, rows, { delimiter: ",", lineEnd: "\n" }),
  );
}

/**
 * Route counts whose rows disagree with the header: counts of 1 from airports in A were dropped with their
 * comma, counts from Hawaii carry an unquoted thousands separator, and the last line is a total.
 */
export async function writeRawRoutes(connection: DuckDBConnection, source: string, raw: string): Promise<void> {
  const { header, rows } = await queryTextRows(
    connection,
    `FROM read_csv(${sqlText(join(source, "flights-airport.csv"))}, all_varchar = true)`,
  );
  const hawaii = new Set(["HNL", "ITO", "KOA", "LIH", "OGG"]);
  const lines = rows.map(([origin = "", destination = "", count = ""]) => {
    if (origin.startsWith("A") && count === "1") return `${origin},${destination}`;
    return `${origin},${destination},${hawaii.has(origin) ? count.replace(/(?=\d{3}$)(?<=\d)/, ",") : count}`;
  });
  const total = `TOTAL: ${rows.length} routes`;
  await write(join(raw, "routes/route_counts_2008_ragged.csv"), [header.join(","), ...lines, total, ""].join("\n"));
}

/** Files that are passed on as they came: codes with leading zeros, codes that lost them, and an array of objects. */
export async function copyRawAsReceived(source: string, raw: string): Promise<void> {
  await copy(join(source, "zipcodes.csv"), join(raw, "zipcodes/zipcodes.csv"));
  await copy(join(source, "unemployment.tsv"), join(raw, "unemployment/county_unemployment_2009.tsv"));
  await copy(join(source, "gapminder.json"), join(raw, "gapminder/gapminder.json"));
}

/** A plain text note, as suppliers leave them. */
export async function writeDeliveryNote(raw: string): Promise<void> {
  const note = [
    "Delivery note",
    "",
    "flights       monthly, January to June 2001. June came in two halves that were joined.",
    "earthquakes   daily (UTC). From 4 February 2018 on you get whole GeoJSON features.",
    "weather       exported from the station's spreadsheet, with its regional settings.",
    "routes        counts for Hawaii were pasted by hand, please check them.",
    "unemployment  county codes lost their leading zeros on the way (1001 is 01001).",
    "movies        some release dates are a hundred years late (2037 is 1937).",
    "",
  ];
  await write(join(raw, "delivery_note.txt"), note.join("\n"));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
}
