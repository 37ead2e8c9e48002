import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { AskedLake, askedPlaces } from "../../fixtures/asked-lake.ts";

// Two processes with DuckDB share the machine with whatever else runs.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
describe.each(askedPlaces)("on a %s lake", (place) => {
  let lake: AskedLake;
  beforeAll(async () => {
    lake = await AskedLake.create({ sample: true, place });
  });
  afterAll(() => lake.dispose());

  const count = async (name: string) => (await lake.rows(`SELECT count(*) FROM ${name}`))[0]?.[0];

  describe("every dataset of the sample lake", () => {
    it.each([
      ["raw.flights", "200000"],
      ["raw.earthquakes", "1707"],
      ["raw.weather", "2922"],
      ["raw.airports", "3376"],
      ['raw."movies/movies.json"', "3201"],
      ['raw."movies/films_by_title_latin1.csv"', "3201"],
      ["raw.bird_strikes", "3728"],
      ["raw.routes", "5333"],
      ["raw.zipcodes", "42049"],
      ["raw.unemployment", "3218"],
      ["raw.gapminder", "682"],
      ["trusted.flights", "200000"],
      ["trusted.earthquakes", "1707"],
      ["trusted.weather", "2922"],
      ["trusted.airports", "3376"],
      ["trusted.movies", "3201"],
      ["trusted.bird_strikes", "3728"],
      ["trusted.zipcodes", "42049"],
      ["trusted.county_unemployment", "3218"],
      ["trusted.gapminder", "682"],
      ["refined.population_by_region", "66"],
      ["'raw/zipcodes/zipcodes.csv'", "42049"],
      ["'raw/flights/*.csv.gz'", "200000"],
      ["'data/refined/weather_by_month/*.parquet'", "96"],
      ["read_csv('raw/zipcodes/zipcodes.csv')", "42049"],
      ["read_parquet('trusted/flights/**/*.parquet', hive_partitioning = true)", "200000"],
    ])("answers %s", async (name, rows) => {
      expect(await count(name)).toEqual(rows);
    });

    it("tells the columns of a name before it is asked", async () => {
      const { signal } = new AbortController();
      const columns = await lake.queries.columnsOf({ schema: "raw", name: "routes" }, { signal });
      expect(columns.map(({ name, kind }) => [name, kind])).toEqual([
        ["origin", "text"],
        ["destination", "text"],
        ["count", "integer"],
      ]);
      await expect(lake.queries.columnsOf({ schema: "raw", name: "nothing" }, { signal })).rejects.toMatchObject({
        code: "QUERY_FAILED",
      });
    });

    it("joins zones", async () => {
      const sql = `SELECT a.city, count(*) AS flights FROM raw.flights f JOIN trusted.airports a ON f.origin = a.iata
      GROUP BY ALL ORDER BY flights DESC, a.city LIMIT 1`;
      expect(await lake.rows(sql)).toMatchObject([[expect.any(String), expect.stringMatching(/^\d+$/)]]);
    });

    it("tells how many rows of a ragged file were rejected, and shows the first", async () => {
      const { warnings, rows } = await lake.ask("FROM raw.routes");
      expect(rows).toBe(5333);
      expect(warnings).toEqual([expect.stringMatching(/^34 rows of raw\.routes were rejected: line \d+: /)]);
    });
  });
});
