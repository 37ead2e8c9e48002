import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { madeLake } from "../fixtures/made-lake.ts";
import { appUnderTest } from "./app-under-test.ts";
import { hosts } from "./launch.ts";
import { goToSection } from "./query-page.ts";

describe.each(hosts)("classifiers of a lake in the $name", (host) => {
  const open = appUnderTest(host, async (folder) => ({
    lakePath: await madeLake(join(folder, "lake"), {
      "raw/members.csv": "member,city\nM-0001-X,Bonn\nM-0002-Y,Ulm\nM-0003-Z,Jena\n",
    }),
  }));

  test("explains a wrong pattern, tries a right one, and finds what it says from the next scan on", async (context) => {
    const { page } = open(context);
    await goToSection(page, "Inventory");
    const scan = async () => {
      const button = page.getByRole("button", { name: "Scan the lake" });
      await button.click();
      // It can be pressed again when the scan has ended.
      await button.click({ trial: true, timeout: 60_000 });
    };
    await scan();
    await page.getByRole("tab", { name: "Findings" }).click();
    await page.getByRole("button", { name: "Classifiers …" }).click();
    const panel = page.getByRole("dialog", { name: "Classifiers of this lake" });
    await panel.getByRole("button", { name: "New classifier" }).click();

    await panel.getByRole("textbox", { name: "Name" }).fill("Membership number");
    await panel.getByText("Personal data", { exact: true }).click();
    const pattern = panel.getByRole("textbox", { name: "Pattern" });
    await pattern.fill("M-[0-9{4}");
    await panel.getByRole("textbox", { name: "Try it on values" }).fill("M-0001-X\nM-0002-Y\n\nnone");
    const tryIt = panel.getByRole("button", { name: "Try it" });
    await tryIt.click();
    const refusal = panel.getByRole("alert");
    await expect.poll(() => refusal.textContent(), { timeout: 30_000 }).toContain("“[0-9{4}” at character 3");
    // Nor can it be saved.
    await panel.getByRole("button", { name: "Save" }).click();
    await expect.poll(() => refusal.count(), { timeout: 30_000 }).toBe(2);

    await pattern.fill("M-[0-9]{4}-[A-Z]");
    await tryIt.click();
    await expect
      .poll(() => panel.getByRole("status").textContent(), { timeout: 30_000 })
      .toContain("2 of 3 values match (66.6 %): a scan does not find it, as at least 80 % must match.");
    const tried = panel.getByRole("list", { name: "Values that were tried" });
    expect(await tried.getByLabel("Matches", { exact: true }).count()).toBe(2);
    expect(await tried.getByLabel("Does not match").count()).toBe(1);
    await panel.getByRole("button", { name: "Save" }).click();
    const row = panel.getByRole("listitem").filter({ hasText: "Membership number" });
    await expect.poll(() => row.textContent(), { timeout: 30_000 }).toContain("Pattern M-[0-9]{4}-[A-Z]");
    await page.keyboard.press("Escape");

    await scan();
    const finding = page.getByRole("region", { name: "Findings" }).getByRole("row", { name: /members\.csv/ });
    await expect.poll(() => finding.textContent(), { timeout: 30_000 }).toContain("Membership number");
    expect(await finding.textContent()).not.toContain("M-0001-X");

    await page.getByRole("button", { name: "Classifiers …" }).click();
    await panel.getByRole("button", { name: "Edit Membership number" }).click();
    await panel.getByRole("textbox", { name: "Name" }).fill("Member");
    await panel.getByRole("button", { name: "Save" }).click();
    await panel.getByRole("button", { name: "Remove Member" }).click();
    const confirm = page.getByRole("dialog", { name: "Remove the classifier “Member”?" });
    await confirm.getByRole("button", { name: "Remove", exact: true }).click();
    await panel.getByText("No classifiers yet").waitFor();
    await page.keyboard.press("Escape");
    await scan();
    await expect.poll(() => finding.count(), { timeout: 30_000 }).toBe(0);
  });
});

// A second window of the browser host stands in for a second person: both begin from the same version.
describe.each(hosts.filter(({ name }) => name === "browser host"))(
  "a classifier in two windows of the $name",
  (host) => {
    const open = appUnderTest(host, async (folder) => ({
      lakePath: await madeLake(join(folder, "lake"), { "raw/wards.csv": "ward,beds\nA,1\nB,2\n" }),
    }));
    const panelOf = (page: Page) => page.getByRole("dialog", { name: "Classifiers of this lake" });
    const show = async (page: Page) => {
      await goToSection(page, "Inventory");
      await page.getByRole("tab", { name: "Findings" }).click();
      await page.getByRole("button", { name: "Classifiers …" }).click();
    };
    const write = async (page: Page, words: string) => {
      await panelOf(page).getByRole("textbox", { name: "Words", exact: true }).fill(words);
      await panelOf(page).getByRole("button", { name: "Save" }).click();
      await panelOf(page).getByText("They count from the next scan on.").waitFor();
    };

    test("both versions of what was changed at once are shown until one is kept", async (context) => {
      const { page: one } = open(context);
      await goToSection(one, "Inventory");
      const scan = one.getByRole("button", { name: "Scan the lake" });
      await scan.click();
      await scan.click({ trial: true, timeout: 60_000 });
      const other = await one.context().newPage();
      await other.goto(one.url());
      await show(one);
      await panelOf(one).getByRole("button", { name: "New classifier" }).click();
      await panelOf(one).getByRole("textbox", { name: "Name" }).fill("Ward");
      await panelOf(one).getByText("List of words", { exact: true }).click();
      await write(one, "A");
      await show(other);

      for (const page of [one, other]) await panelOf(page).getByRole("button", { name: "Edit Ward" }).click();
      await write(one, "A\nB");
      await write(other, "A\nC");
      for (const page of [one, other]) await panelOf(page).getByText("2 versions").waitFor();
      await panelOf(other).getByRole("button", { name: "Edit Ward" }).click();
      const conflict = panelOf(other).getByRole("region", { name: "Classifier: written at once" });
      expect(await conflict.textContent()).toContain("2 words: A, B");
      expect(await conflict.textContent()).toContain("2 words: A, C");
      await conflict.getByRole("button", { name: "Keep this" }).last().click();
      for (const page of [one, other]) {
        await panelOf(page).getByText("2 versions").waitFor({ state: "detached" });
        await panelOf(page).getByText("2 words: A, B").waitFor();
      }
    });
  },
);
