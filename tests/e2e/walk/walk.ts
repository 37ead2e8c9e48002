import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import exceljs from "exceljs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { appUnderTest } from "../app-under-test.ts";
import { rowCells } from "../data-grid.ts";
import { dropFiles } from "../drop-files.ts";
import type { HostUnderTest } from "../launch.ts";
import { firstRows, openTab, tableRow } from "../preview-panel.ts";
import { editor, expectRowCount, goToSection, result, resultRows, runSql } from "../query-page.ts";
import { entry, goToZone, objects, openFolder, selectedNames, shownNames } from "../zone-browser.ts";

const orders = "order;iata;amount\n0001;PHL;12,50\n0002;LAS;3,25\n0003;PHL;=1+1\n";
const acrossZones = `select o."order", a.name, a.city
from raw."delivery/orders.csv" o join trusted.airports a using (iata)
order by o."order"`;
const tenMillion = "select i as n, i * 2 as twice from range(10000000) as r(i)";

/** Where the sample lake is that a walk goes through. */
export interface WalkedLake {
  /** Puts the lake in its place, for an app that has its data in `data` below the folder. */
  prepare: (folder: string) => Promise<void>;
  /** Opens it from the start page of the first start. */
  open: (page: Page) => Promise<void>;
  /** An object, read past the app; `path` begins with the zone's. */
  stored: (folder: string, path: string) => Promise<string>;
}

/**
 * The whole main job, in the order in which a person does it: for the body of a `describe`. Each test goes on where the one
 * before it ended.
 */
export function walk(host: HostUnderTest, lake: WalkedLake): void {
  const open = appUnderTest(host, async (folder) => {
    await lake.prepare(folder);
    return {};
  });

  test("a first start leads through the sample lake to a messy file", async (context) => {
    const { page } = open(context);
    await lake.open(page);
    await openFolder(page, "routes");
    await entry(page, "route_counts_2008_ragged.csv").click();
    await expect.poll(() => rowCells(firstRows(page), 1)).toEqual(["ABE", "ATL", "853"]);
    await openTab(page, "Rejected rows");
    await tableRow(page, "Rejected rows", "ABE,BHM").waitFor();
  });

  test("a folder dropped from the desktop is uploaded", async (context) => {
    const { page, folder } = open(context);
    const delivery = join(folder, "desktop/delivery");
    await mkdir(join(delivery, "deep/deeper"), { recursive: true });
    await writeFile(join(delivery, "orders.csv"), orders);
    await writeFile(join(delivery, "deep/deeper/note.txt"), "handle with care\n");
    await goToZone(page, "Raw");
    await expect.poll(() => shownNames(page)).toContain("delivery_note.txt");
    await dropFiles(objects(page), [delivery], ({ width, height }) => ({ x: width / 2, y: height - 20 }));
    await expect.poll(() => uploads(page)).toContain("2 files uploaded");
    await expect.poll(() => shownNames(page)).toContain("delivery");
    await openFolder(page, "delivery");
    await expect.poll(() => shownNames(page)).toEqual(["deep", "orders.csv"]);
    expect(await lake.stored(folder, "raw/delivery/orders.csv")).toBe(orders);
    expect(await lake.stored(folder, "raw/delivery/deep/deeper/note.txt")).toBe("handle with care\n");
  });

  test("what was uploaded is joined with what is trusted", async (context) => {
    const { page } = open(context);
    await goToSection(page, "Queries");
    await runSql(page, acrossZones);
    await expectRowCount(page, "3 rows");
    await expect.poll(() => rowCells(resultRows(page), 1)).toEqual(["0001", "Philadelphia Intl", "Philadelphia"]);
    await expect.poll(() => rowCells(resultRows(page), 2)).toEqual(["0002", "McCarran International", "Las Vegas"]);
  });

  test("an error points at its place, and a statement that writes is refused", async (context) => {
    const { page } = open(context);
    await page.getByRole("button", { name: "New query" }).click();
    await runSql(page, "select\n  nmae from trusted.airports");
    await expect.poll(() => result(page).getByRole("alert").textContent()).toMatch(/nmae/);
    await runSql(page, "drop table trusted.airports");
    await expect.poll(() => result(page).getByRole("alert").textContent()).toMatch(/read|write|change/i);
  });

  test("ten million rows are scrolled to the last, which is the right one", async (context) => {
    const { page } = open(context);
    await runSql(page, tenMillion);
    await expectRowCount(page, "10,000,000 rows");
    await expect.poll(() => rowCells(resultRows(page), 1)).toEqual(["0", "0"]);
    await resultRows(page).getByRole("gridcell", { name: "0", exact: true }).first().click();
    await page.keyboard.press("ControlOrMeta+End");
    await expect.poll(() => rowCells(resultRows(page), 10_000_000)).toEqual(["9999999", "19999998"]);
    await page.keyboard.press("ControlOrMeta+Home");
    await expect.poll(() => rowCells(resultRows(page), 2)).toEqual(["1", "2"]);
  });

  test("the large result is sorted and filtered", async (context) => {
    const { page } = open(context);
    const header = resultRows(page).getByRole("columnheader", { name: /^twice/ });
    await header.click();
    await header.click();
    await expect.poll(() => rowCells(resultRows(page), 1), { timeout: 60_000 }).toEqual(["9999999", "19999998"]);
    await result(page).getByRole("button", { name: "Filter" }).click();
    const filters = result(page).getByRole("group", { name: "Filters" });
    await filters.getByRole("combobox", { name: "Operator" }).click();
    await page.getByRole("option", { name: "<", exact: true }).click();
    await filters.getByRole("textbox", { name: "Value" }).fill("12");
    await page.keyboard.press("Enter");
    await expectRowCount(page, "12 of 10,000,000 rows");
    await expect.poll(() => rowCells(resultRows(page), 1)).toEqual(["11", "22"]);
    await expect.poll(() => rowCells(resultRows(page), 12)).toEqual(["0", "0"]);
  });

  test("the result is taken away as CSV and as Excel, and both say what the grid says", async (context) => {
    const { page, folder, takeFile } = open(context);
    await page.getByRole("tab").first().click();
    await expect.poll(() => rowCells(resultRows(page), 3)).toEqual(["0003", "Philadelphia Intl", "Philadelphia"]);
    const csv = join(folder, "taken.csv");
    await takeFile(await exportAs(page, "CSV"), csv);
    expect(await readFile(csv, "utf8")).toBe(
      [
        "order,name,city",
        "0001,Philadelphia Intl,Philadelphia",
        "0002,McCarran International,Las Vegas",
        "0003,Philadelphia Intl,Philadelphia",
        "",
      ].join("\n"),
    );
    const xlsx = join(folder, "taken.xlsx");
    await takeFile(await exportAs(page, "Excel"), xlsx);
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.readFile(xlsx);
    const rows = (workbook.worksheets[0]?.getSheetValues() ?? []).flatMap((row) =>
      Array.isArray(row) ? [row.slice(1)] : [],
    );
    expect(rows).toEqual([
      ["order", "name", "city"],
      ["0001", "Philadelphia Intl", "Philadelphia"],
      ["0002", "McCarran International", "Las Vegas"],
      ["0003", "Philadelphia Intl", "Philadelphia"],
    ]);
  });

  test("the palette finds tables, columns and what was uploaded, and goes there", async (context) => {
    const { page } = open(context);
    await page.keyboard.press("ControlOrMeta+K");
    const palette = page.getByRole("dialog");
    await palette.getByRole("textbox", { name: "Search everything" }).fill("orders");
    await palette
      .getByRole("button", { name: /orders\.csv/ })
      .first()
      .click();
    await expect.poll(() => shownNames(page)).toEqual(["deep", "orders.csv"]);
    await expect.poll(() => selectedNames(page)).toEqual(["orders.csv"]);
  });

  test("after a restart everything is as it was, in dark as in light", async (context) => {
    const { folder, restart } = open(context);
    await restart({ colorScheme: "dark" });
    const { page } = open(context);
    await page.getByRole("button", { name: "Open Sample lake" }).click();
    await goToZone(page, "Raw");
    await expect.poll(() => shownNames(page)).toContain("delivery");
    expect(await page.evaluate(() => document.documentElement.dataset["mantineColorScheme"])).toBe("dark");

    await goToSection(page, "Queries");
    await expect.poll(() => page.getByRole("tablist", { name: "Open queries" }).getByRole("tab").count()).toBe(2);
    await page.getByRole("tablist", { name: "Open queries" }).getByRole("tab").first().click();
    await expect.poll(() => editor(page).textContent()).toContain("delivery/orders.csv");
    await expect.poll(() => rowCells(resultRows(page), 1)).toEqual(["0001", "Philadelphia Intl", "Philadelphia"]);
    await page.getByRole("tablist", { name: "Open queries" }).getByRole("tab").last().click();
    await expectRowCount(page, "10,000,000 rows");

    await showPanel(page, "History");
    const history = page.getByRole("list", { name: "History" }).getByRole("listitem");
    await page.getByRole("textbox", { name: "Search the history" }).fill("delivery/orders");
    await expect.poll(() => history.count()).toBe(1);
    await expect.poll(() => history.textContent()).toContain("trusted.airports");

    await goToSection(page, "Activity");
    await page.getByRole("tab", { name: "Journal of the lake" }).click();
    await expect.poll(() => page.getByRole("main").textContent()).toMatch(/2 (files|objects)/);
    expect(await lake.stored(folder, "raw/delivery/orders.csv")).toBe(orders);
  });
}

/** What the dock of the uploads says of them all. */
async function uploads(page: Page): Promise<string> {
  return (await page.getByRole("region", { name: "Uploads" }).textContent()) ?? "";
}

/** Opens the export of the result in a format; the answer is the button that starts it. */
async function exportAs(page: Page, format: "CSV" | "Excel") {
  await result(page).getByRole("button", { name: "Export" }).click();
  const dialog = page.getByRole("dialog", { name: /^Export/ });
  await dialog.getByText(format, { exact: true }).click();
  return dialog.getByRole("button", { name: /export$/i });
}

async function showPanel(page: Page, name: string): Promise<void> {
  const panel = page.getByRole("complementary", { name: "Data, saved queries and history" });
  if ((await panel.count()) === 0) await page.getByRole("button", { name: "Panel at the side" }).click();
  await panel.getByText(name, { exact: true }).click();
}
