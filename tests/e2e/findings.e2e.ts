import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { madeLake } from "../fixtures/made-lake.ts";
import { appUnderTest } from "./app-under-test.ts";
import { hosts } from "./launch.ts";
import { goToSection } from "./query-page.ts";

/** A column of mailboxes, which belong to nobody. */
const mailboxes = (host: string, rows: number) =>
  `robot,mail\n${Array.from({ length: rows }, (_, at) => `${at},robot${at}@${host}`).join("\n")}\n`;

describe.each(hosts)("findings in the $name", (host) => {
  const open = appUnderTest(host, async (folder) => ({
    lakePath: await madeLake(join(folder, "lake"), {
      "raw/robots.csv": mailboxes("example.org", 20),
      "raw/people.csv": `person,born\n${["Anna Nowak", "James Smith", "Maria Garcia"].map((name) => `${name},1980-02-01`).join("\n")}\n`,
    }),
  }));

  test("shows personal data with evidence, and keeps a dismissed one dismissed until its evidence changes", async (context) => {
    const { page, folder } = open(context);
    await goToSection(page, "Inventory");
    const scan = async () => {
      const button = page.getByRole("button", { name: "Scan the lake" });
      await button.click();
      // It can be pressed again when the scan has ended.
      await button.click({ trial: true, timeout: 60_000 });
    };
    await scan();
    await page.getByRole("tab", { name: "Findings" }).click();
    const findings = page.getByRole("region", { name: "Findings" });
    const mail = findings.getByRole("row", { name: /robots\.csv/ });
    await expect.poll(() => mail.textContent(), { timeout: 30_000 }).toContain("E-mail");
    expect(await mail.textContent()).toContain("100 %");
    expect(await findings.textContent()).not.toContain("robot0@example.org");

    await page.getByRole("textbox", { name: "Find findings" }).fill("robots");
    await expect.poll(() => findings.getByRole("row", { name: /people\.csv/ }).count()).toBe(0);
    await page.getByRole("textbox", { name: "Find findings" }).press("ControlOrMeta+a");
    await findings.getByRole("columnheader").getByRole("checkbox").click();
    await page.getByText("1 finding chosen").waitFor();
    await page.getByRole("textbox", { name: "Find findings" }).fill("");
    await page.getByText("1 finding chosen").waitFor({ state: "detached" });

    // By keyboard alone: choose the row, dismiss it, say why.
    await mail.getByRole("checkbox").focus();
    await page.keyboard.press("Space");
    await page.getByText("1 finding chosen").waitFor();
    await page.keyboard.press("d");
    const dialog = page.getByRole("dialog", { name: "Dismiss what was found" });
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
    // What was chosen is chosen still, and the letter of the page means it.
    await page.getByText("1 finding chosen").waitFor();
    await page.keyboard.press("d");
    // As a person types: the letters that decide in the list are letters here.
    const reason = dialog.getByRole("textbox", { name: "Reason" });
    await reason.pressSequentially("Mailboxes of machines, decided up");
    expect(await reason.inputValue()).toBe("Mailboxes of machines, decided up");
    await dialog.getByRole("button", { name: "Dismiss 1 finding" }).click();
    await expect.poll(() => mail.count(), { timeout: 30_000 }).toBe(0);

    await writeFile(join(folder, "lake/raw/robots.csv"), mailboxes("example.com", 30));
    await scan();
    await page.getByLabel("State", { exact: true }).first().click();
    await page.getByRole("option", { name: "Dismissed" }).click();
    await expect.poll(() => mail.textContent(), { timeout: 30_000 }).toContain("Mailboxes of machines");

    // A mailbox now and then in texts is other evidence than a column of them.
    const texts = Array.from(
      { length: 30 },
      (_, at) => `${at},${at < 3 ? `write to me${at}@example.net` : "no remark"}`,
    );
    await writeFile(join(folder, "lake/raw/robots.csv"), `robot,mail\n${texts.join("\n")}\n`);
    await scan();
    await page.getByLabel("State", { exact: true }).first().click();
    await page.getByRole("option", { name: "To decide" }).click();
    await expect.poll(() => mail.textContent(), { timeout: 30_000 }).toContain("The evidence has changed since.");
  });
});
