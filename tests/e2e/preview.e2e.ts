import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { appUnderTest } from "./app-under-test.ts";
import { rowCells } from "./data-grid.ts";
import { hosts } from "./launch.ts";
import { chooseDialect, dialectValue, firstRows, openTab, preview, tableRow } from "./preview-panel.ts";
import { crumbs, entry, goToZone, openFolder, openSampleLake, selectedNames } from "./zone-browser.ts";

describe.each(hosts)("previewing in the $name", (host) => {
  const open = appUnderTest(host);

  test("delimited text shows its rows, its dialect and the evidence for its types", async (context) => {
    const { page } = open(context);
    await openSampleLake(page);
    await openFolder(page, "weather");
    await entry(page, "daily_weather_semicolon.csv").click();
    await expect.poll(() => rowCells(firstRows(page), 1)).toContainEqual("01.01.2012");
    expect((await rowCells(firstRows(page), 2)).slice(0, 3)).toEqual(["Seattle", "02.01.2012", "10,9"]);
    await expect
      .poll(() =>
        preview(page)
          .getByText(/delimited · \S+ \S+.* read/)
          .count(),
      )
      .toBe(1);

    await openTab(page, "Dialect");
    expect(await dialectValue(page, "Delimiter")).toBe("semicolon ;");
    expect(await dialectValue(page, "Decimal separator")).toBe("comma ,");
    await openTab(page, "Schema");
    const row = tableRow(page, "Columns", "temp_max_c");
    await expect.poll(() => row.textContent()).toMatch(/DECIMAL.*([\d,]+) of \1 values fit/);
  });

  test("a dialect that was guessed is overridden, and given back", async (context) => {
    const { page } = open(context);
    await openTab(page, "Dialect");
    await chooseDialect(page, "Decimal separator", "point .");
    await openTab(page, "Schema");
    const row = tableRow(page, "Columns", "temp_max_c");
    await expect.poll(() => row.textContent()).toContain("VARCHAR");
    await openTab(page, "Dialect");
    await page.getByRole("button", { name: "Back to what was detected" }).click();
    await expect.poll(() => dialectValue(page, "Decimal separator")).toBe("comma ,");
    await openTab(page, "Schema");
    await expect.poll(() => row.textContent()).toContain("DECIMAL");
  });

  test("rows that disagree with the header are shown with their lines and reasons", async (context) => {
    const { page } = open(context);
    await goToZone(page, "Raw");
    await openFolder(page, "routes");
    await entry(page, "route_counts_2008_ragged.csv").click();
    await expect.poll(() => rowCells(firstRows(page), 1)).toEqual(["ABE", "ATL", "853"]);
    await openTab(page, "Rejected rows");
    const rejected = tableRow(page, "Rejected rows", "ABE,BHM");
    await expect.poll(() => rejected.textContent()).toMatch(/^3.*ABE,BHM$/);
  });

  test("a value that does not fit its column is named with its line", async (context) => {
    const { page, folder } = open(context);
    const lines = Array.from({ length: 200 }, (_, index) => (index === 120 ? "121,n/a" : `${index + 1},${index * 2}`));
    await writeFile(join(folder, "data/sample-lake/raw/routes/measured.csv"), ["id,amount", ...lines, ""].join("\n"));
    await entry(page, "measured.csv").click();
    await openTab(page, "Schema");
    const row = tableRow(page, "Columns", "amount");
    await expect.poll(() => row.textContent()).toContain("“n/a” (line 122)");
  });

  test("codes keep their zeros, and Latin-1 its accents", async (context) => {
    const { page } = open(context);
    await goToZone(page, "Raw");
    await openFolder(page, "zipcodes");
    await entry(page, "zipcodes.csv").click();
    await expect.poll(async () => (await rowCells(firstRows(page), 1))[0]).toBe("00501");
    await openTab(page, "Schema");
    await expect.poll(() => tableRow(page, "Columns", "zip_code").textContent()).toContain("VARCHAR");

    await goToZone(page, "Raw");
    await openFolder(page, "movies");
    await entry(page, "films_by_title_latin1.csv").click();
    await openTab(page, "Dialect");
    await expect.poll(() => dialectValue(page, "Encoding")).toMatch(/latin|1252/i);
  });

  test("gzip, NDJSON and Parquet show rows, and whole numbers every digit", async (context) => {
    const { page } = open(context);
    await goToZone(page, "Raw");
    await openFolder(page, "flights");
    await entry(page, "flights_2001-01.csv.gz").click();
    await expect.poll(async () => (await rowCells(firstRows(page), 1))[0]).toMatch(/^\d{19}$/);
    await goToZone(page, "Raw");
    await openFolder(page, "earthquakes");
    await entry(page, "events-2018-02-04.ndjson").click();
    await openTab(page, "Schema");
    await expect.poll(() => tableRow(page, "Columns", "properties").textContent()).toContain("JSON");
    await goToZone(page, "Trusted");
    await openFolder(page, "flights");
    await openFolder(page, "year=2001");
    await openFolder(page, "month=1");
    await entry(page, "part-0.parquet").click();
    await expect
      .poll(async () => (await rowCells(firstRows(page), 1)).some((cell) => /^\d{19}$/.test(cell)))
      .toBe(true);
    await openTab(page, "Facts");
    await tableRow(page, "Facts", "Row groups").waitFor();
  });

  test("a folder of part files is one dataset, with its Hive partitions as columns", async (context) => {
    const { page } = open(context);
    await goToZone(page, "Trusted");
    await entry(page, "earthquakes").click();
    await openTab(page, "Schema");
    await expect.poll(() => tableRow(page, "Columns", "day partition").textContent()).toContain("DATE");
  });

  test("what is no table is shown as text, or as bytes in hex", async (context) => {
    const { page, folder } = open(context);
    const raw = join(folder, "data/sample-lake/raw");
    await mkdir(join(raw, "odds"), { recursive: true });
    await writeFile(join(raw, "odds/picture.png"), Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"));
    await writeFile(join(raw, "odds/empty.csv"), "");
    await writeFile(join(raw, "odds/cut.csv.gz"), gzipSync("a,b\n" + "1,2\n".repeat(200_000)).subarray(0, 300));
    await writeFile(join(raw, "odds/cut.parquet"), "PAR1 and nothing more");
    await goToZone(page, "Raw");
    await entry(page, "delivery_note.txt").click();
    await preview(page).getByLabel("Text", { exact: true }).waitFor();

    await openFolder(page, "odds");
    await entry(page, "picture.png").click();
    const bytes = preview(page).getByLabel("Bytes in hex");
    await expect.poll(() => bytes.textContent()).toContain("89 50 4e 47 0d 0a 1a 0a");
    await expect.poll(() => preview(page).textContent()).toMatch(/PNG/);
    await entry(page, "empty.csv").click();
    await expect.poll(() => preview(page).textContent()).toMatch(/empty/i);
    await entry(page, "cut.csv.gz").click();
    await expect.poll(() => preview(page).textContent()).toMatch(/truncated|cut off|ends early|incomplete/i);
    await entry(page, "cut.parquet").click();
    await expect.poll(() => preview(page).textContent()).toMatch(/Parquet/);
    expect(await crumbs(page)).toEqual(["Raw", "odds"]);
    expect(await selectedNames(page)).toEqual(["cut.parquet"]);
  });
});
