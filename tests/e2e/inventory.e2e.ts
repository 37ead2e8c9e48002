import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { madeLake } from "../fixtures/made-lake.ts";
import { appUnderTest } from "./app-under-test.ts";
import { hosts } from "./launch.ts";
import { expectRowCount, goToSection, runSql } from "./query-page.ts";

describe.each(hosts)("the inventory in the $name", (host) => {
  const open = appUnderTest(host, async (folder) => ({
    lakePath: await madeLake(join(folder, "lake"), {
      "raw/orders.csv": "id,price\n1,2.5\n2,3.5\n",
      "raw/empty.csv": "",
    }),
  }));

  test("finds what was put into the lake behind the app's back, and makes a table of it", async (context) => {
    const { page, folder } = open(context);
    await writeFile(join(folder, "lake/raw/customers.ndjson"), '{"id":1,"name":"Ana"}\n{"id":2,"name":"Bo"}\n');
    await goToSection(page, "Inventory");
    await page.getByText("The lake has not been looked through yet").waitFor();
    await page.getByRole("button", { name: "Scan the lake" }).click();
    const datasets = page.getByRole("region", { name: "Datasets" });
    const row = datasets.getByRole("row", { name: /customers\.ndjson/ });
    await expect.poll(() => row.textContent(), { timeout: 30_000 }).toContain("2 columns");
    expect(await row.textContent()).toContain("Not registered");

    // All that is listed at once: by the box above the boxes, or by a key from anywhere but a field.
    const all = datasets.getByRole("columnheader").getByRole("checkbox");
    await all.click();
    await page.getByText("3 datasets chosen").waitFor();
    await row.getByRole("checkbox").uncheck();
    await page.getByText("2 datasets chosen").waitFor();
    await page.keyboard.press("ControlOrMeta+a");
    await page.getByText("3 datasets chosen").waitFor();
    await expect.poll(() => row.getByRole("checkbox").isChecked()).toBe(true);
    await all.click();
    await page.getByText("datasets chosen").waitFor({ state: "detached" });
    await expect.poll(() => row.getByRole("checkbox").isChecked()).toBe(false);

    await row.getByRole("checkbox").check();
    const rescan = page.getByRole("button", { name: "Scan the lake" });
    await rescan.click();
    // It can be pressed again when the scan has ended.
    await rescan.click({ trial: true });
    await page.getByText("1 dataset chosen").waitFor();
    await page.getByRole("button", { name: "Register …" }).click();
    const dialog = page.getByRole("dialog", { name: "Register in the catalog" });
    await expect.poll(() => dialog.textContent()).toContain("raw.customers");
    await dialog.getByRole("button", { name: "Register 1 dataset" }).click();
    await expect.poll(() => page.getByText(/^To do \(/).textContent(), { timeout: 30_000 }).toBe("To do (2)");

    await page.getByText(/^All \(/).click();
    await expect.poll(() => row.textContent()).toContain("customers · 2 columns");
    expect(await row.textContent()).toContain("Registered");

    const find = page.getByRole("textbox", { name: "Find datasets" });
    await find.fill("no such thing");
    await page.getByText("Nothing is called so").waitFor();
    await find.fill("orders");
    await expect.poll(() => datasets.getByRole("row", { name: /\.csv|\.ndjson/ }).count()).toBe(1);

    await page.getByRole("tab", { name: "Odd ones" }).click();
    await expect.poll(() => page.getByRole("tabpanel").textContent()).toContain("Empty files");
    await page.getByRole("tab", { name: "Sizes" }).click();
    const sizes = page.getByRole("list", { name: "Sizes" });
    const areas = page.getByRole("group", { name: "Sizes as areas" });
    await areas.getByRole("button", { name: /^Raw/ }).press("Enter");
    await expect.poll(() => sizes.textContent()).toContain("orders.csv");
    await expect.poll(() => areas.textContent()).toContain("orders.csv: 21 bytes, 1 object");
    await page.getByText("Formats", { exact: true }).click();
    await expect.poll(() => areas.textContent()).toContain("Delimited text");
    await page.getByText(/^Whole lake: /).waitFor();

    await goToSection(page, "Queries");
    await runSql(page, "SELECT name FROM raw.customers");
    await expectRowCount(page, "2 rows");
  });
});
