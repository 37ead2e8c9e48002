import { spawnSync } from "node:child_process";
import { copyFile, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, type TestContext } from "vitest";
import { watchPage } from "./app-under-test.ts";
import { hosts, type RunningApp, skipWhereMissing } from "./launch.ts";
import { preview } from "./preview-panel.ts";

const TABLE = "daily_weather_semicolon";
const [host] = hosts;
const canBeOthers = spawnSync("unshare", ["--map-root-user", "--uts", "true"]).status === 0;

describe("two people who share what they know of a lake", () => {
  const problems: string[] = [];
  let folder = "";
  let apps: { ann: RunningApp; ben: RunningApp } | null = null;

  beforeAll(async () => {
    if (!host || host.skipNote !== null || !canBeOthers) return;
    folder = await realpath(await mkdtemp(join(tmpdir(), "lakeshore-e2e-")));
    const ann = await host.launch({ userData: join(folder, "ann"), machine: "anns-machine" });
    await ann.page.getByRole("button", { name: "Open the sample lake" }).click();
    await sideBar(ann.page).waitFor();
    const lakePath = join(folder, "ann", "sample-lake");
    const ben = await host.launch({ userData: join(folder, "ben"), machine: "bens-machine", lakePath });
    await sideBar(ben.page).waitFor();
    apps = { ann, ben };
    await Promise.all([ann, ben].map(({ page }) => watchPage(page, problems)));
  });
  afterAll(async () => {
    await apps?.ann.close();
    await apps?.ben.close();
    if (folder !== "") await rm(folder, { recursive: true, force: true });
  });

  function both(context: TestContext) {
    if (host) skipWhereMissing(host, context);
    if (!canBeOthers) context.skip("a process cannot be on another machine here (unshare --uts)");
    if (!apps) throw new Error("The apps did not start.");
    return { ann: apps.ann.page, ben: apps.ben.page };
  }

  test("see each other's ratings and descriptions, by who gave them", async (context) => {
    const { ann, ben } = both(context);
    await register(ann, "raw/weather/daily_weather_semicolon.csv");
    await openTable(ben);
    await openTable(ann);
    await describeTable(ann, "Weather of **2024**");
    await rate(ann, 4, "Complete since May");
    await expect.poll(() => section(ben, "Description").textContent()).toContain("Weather of 2024");
    expect(await section(ben, "Description").locator("strong").textContent()).toBe("2024");
    await expect.poll(() => section(ben, "Ratings").textContent()).toContain("Complete since May");
    expect(await section(ben, "Ratings").textContent()).toContain("@anns-machine");
    await rate(ben, 2, "Snow is missing");
    await expect.poll(() => section(ann, "Ratings").textContent()).toContain("3.0 (2 ratings)");
  });

  test("who write at once both keep what they wrote, until one of them picks", async (context) => {
    const { ann, ben } = both(context);
    for (const page of [ann, ben]) await section(page, "Description").getByRole("button", { name: "Edit: " }).click();
    await write(ann, "What Ann thinks");
    await write(ben, "What Ben thinks");
    for (const page of [ann, ben]) {
      const conflict = page.getByRole("region", { name: "Description: written at once" });
      await expect.poll(() => conflict.textContent()).toContain("What Ann thinks");
      expect(await conflict.textContent()).toContain("What Ben thinks");
    }
    const choice = ann.getByRole("region", { name: "Description: written at once" });
    await choice.getByRole("button", { name: "Keep this" }).first().click();
    for (const page of [ann, ben]) {
      await page.getByRole("region", { name: "Description: written at once" }).waitFor({ state: "detached" });
    }
    expect(await section(ben, "Description").textContent()).toContain("What Ben thinks");
  });

  test("a certification and tags stand in the other's list of tables", async (context) => {
    const { ann, ben } = both(context);
    await section(ann, "Certification").getByRole("button", { name: "Certify …" }).click();
    await ann.getByRole("dialog").getByText("Warning", { exact: true }).click();
    await ann.getByRole("dialog").getByRole("textbox", { name: "What to mind" }).fill("Checked until May only");
    await ann.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await section(ann, "Tags").getByRole("textbox", { name: "New tag" }).fill("aviation");
    await ann.keyboard.press("Enter");
    await sideBar(ben).getByRole("link", { name: "Catalog" }).click();
    const row = ben.getByRole("row", { name: new RegExp(TABLE) });
    await expect.poll(() => row.textContent()).toContain("aviation");
    expect(await row.textContent()).toContain("Warning");
    expect(problems, "what the browsers complained of").toEqual([]);
  });

  test("what they know goes as a file into another lake, where it is looked at before it is written", async (context) => {
    const { ann } = both(context);
    const file = join(folder, "known.csv");
    await exportKnowledge(ann, (button) => apps?.ann.takeFile(button, file));
    const cem = await host?.launch({ userData: join(folder, "cem"), machine: "cems-machine" });
    if (!cem) throw new Error("The app did not start.");
    try {
      const { page } = cem;
      await watchPage(page, problems);
      await page.getByRole("button", { name: "Open the sample lake" }).click();
      await sideBar(page).waitFor();
      await register(page, "raw/weather/daily_weather_semicolon.csv");

      const dialog = await openImport(page);
      const chosen = join(folder, "chosen.csv");
      await writeFile(chosen, "{");
      await chooseFile(dialog, chosen);
      await expect.poll(() => dialog.getByRole("alert").textContent()).toContain("The table has no column topic");
      await copyFile(file, chosen);
      await chooseFile(dialog, chosen);
      const change = dialog.getByRole("region", { name: "What would change" });
      await expect.poll(() => change.textContent()).toContain("What Ben thinks");
      await dialog.getByRole("tab", { name: "Left out (2)" }).click();
      const leftOut = dialog.getByRole("region", { name: "What is left out" });
      await expect.poll(() => leftOut.textContent()).toMatch(/Nobody but .*@anns-machine can rate/);
      await dialog.getByRole("button", { name: "Cancel" }).click();
      await openTable(page);
      await section(page, "Description").waitFor();
      expect(await section(page, "Description").textContent()).not.toContain("What Ben thinks");

      const again = await openImport(page);
      await chooseFile(again, file);
      await again.getByRole("button", { name: "Apply 3 changes" }).click();
      await again.waitFor({ state: "detached" });
      await sideBar(page).getByRole("link", { name: "Activity" }).click();
      await page.locator("[data-job=import][data-state=done]").waitFor();
      await openTable(page);
      await expect.poll(() => section(page, "Description").textContent()).toContain("What Ben thinks");
      expect(await section(page, "Tags").textContent()).toContain("aviation");
    } finally {
      await cem.close();
    }
    expect(problems, "what the browsers complained of").toEqual([]);
  });
});

async function exportKnowledge(page: Page, take: (button: Locator) => Promise<void> | undefined): Promise<void> {
  await sideBar(page).getByRole("link", { name: "Catalog" }).click();
  await page.getByRole("button", { name: "Export and import" }).click();
  await page.getByRole("menuitem", { name: "Export what people know …" }).click();
  await take(page.getByRole("dialog").getByRole("button", { name: "Export" }));
}

async function chooseFile(dialog: Locator, path: string): Promise<void> {
  const button = dialog.getByRole("button", { name: "File" });
  const [chooser] = await Promise.all([dialog.page().waitForEvent("filechooser"), button.click()]);
  await chooser.setFiles(path);
}

async function openImport(page: Page): Promise<Locator> {
  await sideBar(page).getByRole("link", { name: "Catalog" }).click();
  await page.getByRole("button", { name: "Export and import" }).click();
  await page.getByRole("menuitem", { name: "Import …" }).click();
  return page.getByRole("dialog");
}

function sideBar(page: Page) {
  return page.getByRole("navigation", { name: "Lake" });
}

async function register(page: Page, path: string): Promise<void> {
  await page.goto(`${lakeAddress(page)}/zone/${path}`);
  await preview(page).getByRole("button", { name: "Register" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Register" }).click();
  await page.getByRole("article", { name: TABLE }).waitFor();
}

function lakeAddress(page: Page): string {
  return /^.*\/lake\/[^/]+/.exec(page.url())?.[0] ?? "";
}

async function openTable(page: Page): Promise<void> {
  await page.goto(`${lakeAddress(page)}/catalog/raw/${TABLE}`);
  await page.getByRole("tab", { name: "Knowledge" }).click();
}

function section(page: Page, name: string) {
  return page.getByRole("region", { name, exact: true });
}

async function describeTable(page: Page, text: string): Promise<void> {
  await section(page, "Description").getByRole("button", { name: "Edit: " }).click();
  await write(page, text);
}

async function write(page: Page, text: string): Promise<void> {
  const field = section(page, "Description").getByRole("textbox");
  await field.fill(text);
  await section(page, "Description").getByRole("button", { name: "Save" }).click();
  await field.waitFor({ state: "detached" });
}

async function rate(page: Page, stars: number, comment: string): Promise<void> {
  const mine = page.getByRole("group", { name: "Your rating" });
  await mine.getByRole("radio", { name: String(stars), exact: true }).press("Space");
  await mine.getByRole("textbox", { name: "Comment" }).fill(comment);
  await mine.getByRole("button", { name: "Rate" }).click();
  await mine.getByRole("button", { name: "Take back" }).waitFor();
}
