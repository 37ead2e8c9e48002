import { describe, expect, test } from "vitest";
import { appUnderTest } from "./app-under-test.ts";
import { hosts } from "./launch.ts";
import { expectRowCount, goToSection, runSql } from "./query-page.ts";
import { openSampleLake } from "./zone-browser.ts";

describe.each(hosts)("the engines of a query in the $name", (host) => {
  const open = appUnderTest(host);

  test("a lake without Athena says why, and its tabs run in DuckDB", async (context) => {
    const { page } = open(context);
    await openSampleLake(page);
    await goToSection(page, "Queries");
    await page.getByRole("button", { name: "Engine: DuckDB" }).click();
    const athena = page.getByRole("radio", { name: "Athena" });
    await expect.poll(() => athena.isDisabled()).toBe(true);
    expect(await page.getByRole("radio", { name: "DuckDB" }).isChecked()).toBe(true);
    await expect.poll(() => page.getByText("This lake is a folder.").count()).toBe(1);
    await page.keyboard.press("Escape");
    await runSql(page, "SELECT 1 AS one");
    await expectRowCount(page, "1 row");
  });
});
