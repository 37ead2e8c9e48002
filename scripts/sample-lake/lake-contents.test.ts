import { readFile, readdir, stat } from "node:fs/promises";
import { join, matchesGlob, relative, resolve, sep } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { LakeDefinition } from "../../src/shared/domain/lake-definition.ts";

const lake = resolve(import.meta.dirname, "../../resources/sample-lake");
const read = (path: string) => readFile(join(lake, path));
const lines = (text: string) => text.split(/\r?\n/).slice(0, -1);

async function zoneFiles(): Promise<string[]> {
  const entries = await readdir(lake, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(lake, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => /^(raw|trusted|refined)\//.test(path));
}

describe("the sample lake", () => {
  it("holds what its README lists, and nothing else", async () => {
    const readme = (await read("README.md")).toString();
    const listed = [...readme.matchAll(/`((?:raw|trusted|refined)\/[^`]+\.[a-z]+)`/g)].map((match) => match[1] ?? "");
    const files = await zoneFiles();
    for (const path of files)
      expect(
        listed.some((pattern) => matchesGlob(path, pattern)),
        path,
      ).toBe(true);
    for (const pattern of listed)
      expect(
        files.some((path) => matchesGlob(path, pattern)),
        pattern,
      ).toBe(true);
  });

  it("stays small enough to be shipped and copied", async () => {
    const sizes = await Promise.all((await zoneFiles()).map(async (path) => (await stat(join(lake, path))).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(25_000_000);
    expect(Math.max(...sizes)).toBeLessThan(5_000_000);
  });

  it("has a valid definition whose zones exist", async () => {
    const definition = LakeDefinition.parse(JSON.parse((await read(".lakeshore/lake/1.json")).toString()));
    expect(definition.zones.map((zone) => zone.kind)).toEqual(["raw", "trusted", "refined"]);
    for (const zone of definition.zones) expect((await stat(join(lake, zone.location))).isDirectory()).toBe(true);
  });
});

describe("raw, as people receive it", () => {
  it("has films in Windows-1252, with characters that ISO-8859-1 lacks", async () => {
    const bytes = await read("raw/movies/films_by_title_latin1.csv");
    expect(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes)).toThrow(TypeError);
    expect(bytes.includes(0x85), "the ellipsis of Windows-1252").toBe(true);
    const text = new TextDecoder("windows-1252").decode(bytes);
    for (const title of ["Astérix aux Jeux Olympiques", "Joyeux Noël", "Gun 2½:", "You … Don't", "Alien³"]) {
      expect(text).toContain(title);
    }
    expect(lines(text)).toHaveLength(3202);
  });

  it("has weather with semicolons, decimal commas and CRLF", async () => {
    const text = (await read("raw/weather/daily_weather_semicolon.csv")).toString();
    const [header, ...rows] = lines(text);
    expect(header).toBe("station;date;precipitation_mm;temp_max_c;temp_min_c;wind_ms;weather");
    expect(rows).toHaveLength(2922);
    for (const row of rows) expect(row).toMatch(/^[A-Za-z ]+;\d\d\.\d\d\.\d{4}(;-?\d+,\d){4};[a-z]+$/);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });

  it("has airports behind a byte-order mark", async () => {
    const bytes = await read("raw/airports/airports_bom.csv");
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(lines(bytes.toString())).toHaveLength(3377);
  });

  it("has reports with line breaks and quotes inside fields", async () => {
    const text = (await read("raw/bird_strikes/strike_reports_multiline.csv")).toString();
    const records = text.match(/^\d{4}-\d\d-\d\d,[^"]*"(?:[^"]|"")*"$/gm) ?? [];
    expect(records).toHaveLength(3728);
    for (const record of records) expect(record).toMatch(/Phase: [^\n]*\nStruck by: ""[^"]+"", /);
  });

  it("has codes with leading zeros, and codes that lost them", async () => {
    const zipcodes = lines((await read("raw/zipcodes/zipcodes.csv")).toString());
    expect(zipcodes).toHaveLength(42_050);
    expect(zipcodes[1]).toMatch(/^00501,/);
    const counties = lines((await read("raw/unemployment/county_unemployment_2009.tsv")).toString());
    expect(counties).toHaveLength(3219);
    expect(counties[1]).toBe("1001\t.097");
  });

  it("has routes whose rows disagree with the header", async () => {
    const [header, ...rows] = lines((await read("raw/routes/route_counts_2008_ragged.csv")).toString());
    const fields = (row: string) => row.split(",").length;
    expect(header).toBe("origin,destination,count");
    expect(rows.pop()).toBe("TOTAL: 5366 routes");
    expect(rows).toHaveLength(5366);
    expect(rows.filter((row) => fields(row) === 2)).toHaveLength(18);
    expect(rows.filter((row) => fields(row) === 4)).toHaveLength(15);
    expect(rows.filter((row) => fields(row) === 3)).toHaveLength(5333);
  });

  it("has events whose keys change from line to line and from day to day", async () => {
    const keysOf = async (day: string) =>
      lines((await read(`raw/earthquakes/events-${day}.ndjson`)).toString()).map((line) =>
        Object.keys(JSON.parse(line)),
      );
    expect(new Set((await keysOf("2018-01-31")).map(String)).size).toBeGreaterThan(5);
    for (const keys of await keysOf("2018-02-04")) expect(keys).toEqual(["type", "id", "properties", "geometry"]);
    const counts = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7].map(async (day) => (await keysOf(`2018-02-0${day}`)).length),
    );
    expect((await keysOf("2018-01-31")).length + counts.reduce((sum, count) => sum + count, 0)).toBe(1707);
  });

  it("has gzipped flights with references past 2^53, and June in two members", async () => {
    const months = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((month) => read(`raw/flights/flights_2001-0${month}.csv.gz`)),
    );
    const rows = months.flatMap((month) => lines(gunzipSync(month).toString()).slice(1));
    expect(rows).toHaveLength(200_000);
    for (const row of rows.slice(0, 100)) expect(Number.isSafeInteger(Number(row.split(",")[0]))).toBe(false);
    const memberStart = Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0, 0, 0, 0, 0x02, 0xff]);
    expect(months.map((month) => month.indexOf(memberStart, 1) > 0)).toEqual([false, false, false, false, false, true]);
  });

  it("has films with mojibake, numeric titles and release dates a hundred years late", async () => {
    const films: { Title: unknown; "Release Date": string }[] = JSON.parse(
      (await read("raw/movies/movies.json")).toString(),
    );
    expect(films).toHaveLength(3201);
    expect(films.some((film) => film.Title === "AstÈrix aux Jeux Olympiques")).toBe(true);
    expect(films.filter((film) => Number(film["Release Date"].slice(-4)) > 2011)).toHaveLength(22);
  });
});
