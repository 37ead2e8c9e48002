import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { appUnderTest } from "./app-under-test.ts";
import { hosts } from "./launch.ts";
import { madeLake } from "../fixtures/made-lake.ts";
import {
  chooseFromMenu,
  crumbs,
  entry,
  goToZone,
  openFolder,
  selectedNames,
  shownNames,
  statusText,
} from "./zone-browser.ts";

/** Windows allows no line break, quote or question mark in a name. */
const isWindows = process.platform === "win32";
const oddNames = [
  "😀 ünï.csv",
  "שלום עולם.csv",
  "100% #1.csv",
  ...(isWindows ? [] : ["two\nlines.csv", 'it\'s "quoted"?.csv']),
];
const oddFolder = isWindows ? "odd 🌊 folder" : "odd 🌊\nfolder";

describe.each(hosts)("working with objects in the $name", (host) => {
  const open = appUnderTest(host, async (folder) => {
    const lakePath = await madeLake(join(folder, "lake"), {
      "raw/a.csv": "id,name\n1,one\n",
      "raw/b.csv": "id,name\n2,two\n",
      "raw/deep/c.csv": "x".repeat(1500),
      "raw/deep/below/d.csv": "y".repeat(500),
      "trusted/b.csv": "taken\n",
    });
    return { lakePath };
  });

  test("a lake named at the start is opened, and a folder is made in it", async (context) => {
    const { page, folder } = open(context);
    await expect.poll(() => shownNames(page)).toEqual(["deep", "a.csv", "b.csv"]);
    await page.getByRole("button", { name: "New folder" }).click();
    await answer(page, "reports", "Make the folder");
    await expect.poll(() => shownNames(page)).toEqual(["deep", "reports", "a.csv", "b.csv"]);
    expect(await selectedNames(page)).toEqual(["reports"]);
    expect(await readdir(join(folder, "lake/raw/reports"))).toEqual([]);
  });

  test("an object is renamed, and a name that is taken is refused with the reason", async (context) => {
    const { page, folder } = open(context);
    await entry(page, "a.csv").click();
    await page.keyboard.press("F2");
    await answer(page, "b.csv", "Rename");
    const dialog = page.getByRole("dialog");
    await expect.poll(() => dialog.getByRole("alert").textContent()).toMatch(/b\.csv/);
    await answer(page, "first.csv", "Rename");
    await expect.poll(() => shownNames(page)).toEqual(["deep", "reports", "b.csv", "first.csv"]);
    expect(await readFile(join(folder, "lake/raw/first.csv"), "utf8")).toContain("one");
    expect(await readFile(join(folder, "lake/raw/b.csv"), "utf8")).toContain("two");
  });

  test("copying says how much it is, and what to do with a name that is taken", async (context) => {
    const { page, folder } = open(context);
    await entry(page, "b.csv").click();
    await entry(page, "first.csv").click({ modifiers: ["ControlOrMeta"] });
    await chooseFromMenu(page, "first.csv", /^Copy to/);
    const dialog = page.getByRole("dialog", { name: "Copy 2 items" });
    await dialog.getByRole("combobox", { name: "Zone" }).click();
    await page.getByRole("option", { name: "Trusted" }).click();
    await dialog.getByText("1 name taken there").waitFor();
    await expect.poll(() => dialog.textContent()).toContain("2 objects, 28 B");
    await dialog.getByRole("radio", { name: /^Keep both/ }).check();
    await dialog.getByRole("button", { name: "Copy", exact: true }).click();
    await goToZone(page, "Trusted");
    await expect.poll(() => shownNames(page)).toHaveLength(3);
    expect(await readFile(join(folder, "lake/trusted/b.csv"), "utf8")).toBe("taken\n");
    await expect.poll(() => shownNames(page)).toContain("first.csv");
  });

  test("moving between zones with cut and paste takes the folder away here and puts it there", async (context) => {
    const { page, folder } = open(context);
    await goToZone(page, "Raw");
    await entry(page, "deep").click();
    await page.keyboard.press("ControlOrMeta+X");
    await goToZone(page, "Refined");
    await page.getByText("This folder is empty").waitFor();
    await page.getByRole("button", { name: "New folder" }).click();
    await answer(page, "moved", "Make the folder");
    await openFolder(page, "moved");
    await goToZone(page, "Refined");
    await entry(page, "moved").click();
    await page.keyboard.press("ControlOrMeta+V");
    const dialog = page.getByRole("dialog", { name: "Move 1 item" });
    await expect.poll(() => dialog.textContent()).toContain("2 objects, 2.0 kB");
    await dialog.getByRole("button", { name: "Move", exact: true }).click();
    await expect.poll(() => shownNames(page)).toEqual(["deep", "moved"]);
    expect(await readFile(join(folder, "lake/refined/deep/below/d.csv"), "utf8")).toBe("y".repeat(500));
    await goToZone(page, "Raw");
    await expect.poll(() => shownNames(page)).toEqual(["reports", "b.csv", "first.csv"]);
  });

  test("nothing is deleted without the count, the bytes and a yes", async (context) => {
    const { page, folder } = open(context);
    await goToZone(page, "Refined");
    await entry(page, "deep").click();
    await page.keyboard.press("Delete");
    const dialog = page.getByRole("dialog", { name: "Delete “deep”?" });
    await expect.poll(() => dialog.textContent()).toContain("This deletes 2 objects in 2 folders, 2.0 kB.");
    expect(await dialog.getByTitle("2,000 bytes").count()).toBe(1);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect.poll(() => dialog.count()).toBe(0);
    expect(await readdir(join(folder, "lake/refined"))).toContain("deep");

    await chooseFromMenu(page, "deep", /^Delete/);
    await dialog.getByRole("button", { name: "Delete", exact: true }).click();
    await expect.poll(() => shownNames(page)).toEqual(["moved"]);
    expect(await readdir(join(folder, "lake/refined"))).toEqual(["moved"]);
  });

  test("what another program adds, changes and removes shows by itself", async (context) => {
    const { page, folder } = open(context);
    const watched = join(folder, "lake/refined");
    await writeFile(join(watched, "arrived.csv"), "1\n");
    await expect.poll(() => shownNames(page)).toEqual(["moved", "arrived.csv"]);
    await writeFile(join(watched, "arrived.csv"), "1".repeat(4000));
    await expect.poll(() => statusText(page)).toContain("4.0 kB");
    await mkdir(join(watched, "by another"));
    await expect.poll(() => shownNames(page)).toEqual(["by another", "moved", "arrived.csv"]);
    await rm(join(watched, "arrived.csv"));
    await rm(join(watched, "by another"), { recursive: true });
    await expect.poll(() => shownNames(page)).toEqual(["moved"]);
  });

  test("odd names are shown, opened, previewed and renamed", async (context) => {
    const { page, folder } = open(context);
    const odd = join(folder, "lake/refined", oddFolder);
    await goToZone(page, "Refined");
    await mkdir(odd);
    for (const name of oddNames) await writeFile(join(odd, name), `name,length\nodd,${name.length}\n`);
    await entry(page, "odd 🌊 folder").dblclick();
    await expect.poll(async () => new Set(await shownNames(page))).toEqual(new Set(oddNames));
    expect((await crumbs(page)).at(-1)).toBe(oddFolder);
    for (const name of oddNames) {
      await entry(page, name.replace("\n", " ")).click();
      const preview = page.getByRole("complementary", { name: "Preview" });
      await expect
        .poll(() => preview.getByRole("gridcell", { name: String(name.length), exact: true }).count())
        .toBe(1);
    }
    await page.reload();
    await expect.poll(() => shownNames(page)).toHaveLength(oddNames.length);
    await entry(page, (oddNames.at(-2) ?? "").replace("\n", " ")).click();
    await page.keyboard.press("F2");
    await answer(page, "🦆.csv", "Rename");
    await expect.poll(() => shownNames(page)).toContain("🦆.csv");
    expect(await readdir(odd)).toContain("🦆.csv");
  });
});

/** Answers the question for one line of text. */
async function answer(page: Page, text: string, submit: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type(text);
  await dialog.getByRole("button", { name: submit }).click();
}
