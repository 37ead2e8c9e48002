import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { madeLake } from "../fixtures/made-lake.ts";
import { appUnderTest } from "./app-under-test.ts";
import { rowCells } from "./data-grid.ts";
import { hosts } from "./launch.ts";
import { firstRows } from "./preview-panel.ts";
import { cellText, entry, shownNames } from "./zone-browser.ts";

const oneToTwelve = Array.from({ length: 12 }, (_, index) => `${index + 1}\n`).join("");

describe.each(hosts)("the number of rows in the $name", (host) => {
  const open = appUnderTest(host, async (folder) => ({
    lakePath: await madeLake(join(folder, "lake"), {
      "raw/seen.csv": `id\n${oneToTwelve}`,
      "raw/unseen.csv": "id\n1\n",
    }),
  }));

  test("of an object is shown once its preview has told it", async (context) => {
    const { page } = open(context);
    await expect.poll(() => shownNames(page)).toEqual(["seen.csv", "unseen.csv"]);
    expect(await cellText(page, "seen.csv", "rows")).toBe("");
    await entry(page, "seen.csv").click();
    await expect.poll(() => rowCells(firstRows(page), 1)).toEqual(["1"]);
    // Beside the preview there is no room for the column.
    await page.keyboard.press("Escape");
    await expect.poll(() => cellText(page, "seen.csv", "rows")).toBe("12");
    expect(await cellText(page, "unseen.csv", "rows")).toBe("");
  });

  test("is still known after a restart", async (context) => {
    await open(context).restart();
    const { page } = open(context);
    await page.getByRole("button", { name: "Open Made lake" }).click();
    await expect.poll(() => cellText(page, "seen.csv", "rows")).toBe("12");
    expect(await cellText(page, "unseen.csv", "rows")).toBe("");
  });

  test("is not said of an object that was changed since", async (context) => {
    const { page, folder } = open(context);
    await writeFile(join(folder, "lake/raw/seen.csv"), `id\n${oneToTwelve}13\n`);
    await expect.poll(() => cellText(page, "seen.csv", "rows")).not.toBe("12");
  });
});
