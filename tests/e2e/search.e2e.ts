import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { madeLake } from "../fixtures/made-lake.ts";
import { appUnderTest } from "./app-under-test.ts";
import { hosts } from "./launch.ts";
import { goToSection } from "./query-page.ts";

describe.each(hosts)("search in the $name", (host) => {
  const open = appUnderTest(host, async (folder) => ({
    lakePath: await madeLake(join(folder, "lake"), {
      "raw/customer_orders.csv": "orderId,eMail\n1,a@example.com\n",
      "raw/weather.csv": "city,temperature\nOslo,3\n",
    }),
  }));

  test("forgives a typo, looks into camelCase, narrows by facet and syntax, and opens what it found", async (context) => {
    const { page } = open(context);
    await goToSection(page, "Catalog");
    const box = page.getByRole("textbox", { name: "Search the lake" });
    const found = page.getByLabel("Found in this lake");
    await box.fill("weather");
    await expect.poll(() => found.textContent()).toContain("weather.csv");
    const unscanned = page.getByText("Files are not scanned yet");
    await unscanned.waitFor();
    await page.getByRole("link", { name: "Scan them in the inventory" }).click();
    await page.getByRole("button", { name: "Scan the lake" }).click();
    const datasets = page.getByRole("region", { name: "Datasets" });
    for (const name of ["customer_orders.csv", "weather.csv"]) {
      const row = datasets.getByRole("row", { name });
      await expect.poll(() => row.textContent(), { timeout: 30_000 }).toContain("2 columns");
      await row.getByRole("checkbox").check();
    }
    await page.getByText("2 datasets chosen").waitFor();
    await page.getByRole("button", { name: "Register …" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Register 2 datasets" }).click();
    await expect.poll(() => page.getByText(/^To do \(/).textContent(), { timeout: 30_000 }).toBe("To do (0)");

    await goToSection(page, "Catalog");
    await box.fill("custmoer");
    await expect.poll(() => found.textContent()).toContain("customer_orders");
    await unscanned.waitFor({ state: "detached" });
    expect(await found.textContent()).toContain("like what you typed");

    await box.fill("order id");
    await expect.poll(() => found.textContent()).toContain("orderId");

    await box.fill("column:temp colour:red");
    await page.getByText("“colour:” is no filter").waitFor();
    await box.fill("column:temp");
    await expect.poll(() => found.textContent()).toContain("weather");
    expect(await found.textContent()).not.toContain("customer_orders");

    await box.fill("format:csv");
    const filters = page.getByRole("complementary", { name: "Filters" });
    await expect.poll(() => filters.textContent()).toContain("2 tables found");
    await filters.getByRole("checkbox", { name: /Raw/ }).check();
    expect(await box.inputValue()).toBe("format:csv zone:raw");
    await box.fill("format:csv weather");
    await found
      .getByRole("link", { name: /weather/ })
      .first()
      .click();
    await page.getByRole("article", { name: "weather" }).waitFor();
  });
});
