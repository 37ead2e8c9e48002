import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { appUnderTest } from "./app-under-test.ts";
import { hosts } from "./launch.ts";
import { editor, goToSection } from "./query-page.ts";
import { openSampleLake } from "./zone-browser.ts";

const lines = ["select 1 as one,", "  'two' as two", "", "from range(3)"];

/** Each test fails also when the browser reports a violation of the page's policy. */
describe.each(hosts)("the SQL editor in the $name", (host) => {
  const open = appUnderTest(host);

  test("what is typed over several lines takes their place", async (context) => {
    const { page } = open(context);
    await openSampleLake(page);
    await goToSection(page, "Queries");
    await editor(page).waitFor();
    // The policy is watched from the next page on.
    await page.reload();
    await writeLines(page);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("s");
    await expect.poll(() => shownLines(page)).toEqual(["s"]);
    await page.keyboard.type("how");
    await expect.poll(() => shownLines(page)).toEqual(["show"]);
  });

  test("a text of several lines takes the place of several, and is undone at once", async (context) => {
    const { page } = open(context);
    await writeLines(page);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.insertText("values (1),\n  (2)");
    await expect.poll(() => shownLines(page)).toEqual(["values (1),", "  (2)"]);
    await page.keyboard.press("ControlOrMeta+Z");
    await expect.poll(() => shownLines(page)).toEqual(lines);
  });

  test("parts of lines are replaced, and the rest of both stays", async (context) => {
    const { page } = open(context);
    await writeLines(page);
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    for (let left = 0; left < 2; left += 1) await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.type("x");
    await expect.poll(() => shownLines(page)).toEqual(["select 1 as one,", "  'two' as tx)"]);
  });

  test("a bracket is put around several lines", async (context) => {
    const { page } = open(context);
    await writeLines(page);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("(");
    await expect.poll(() => shownLines(page)).toEqual([`(${lines[0]}`, ...lines.slice(1, -1), `${lines.at(-1)})`]);
  });

  test("several lines are deleted by a key, and by the menu of the system", async (context) => {
    const { page } = open(context);
    for (const remove of [
      () => page.keyboard.press("Backspace"),
      () => page.keyboard.press("Delete"),
      () => page.keyboard.press("ControlOrMeta+X"),
      () => editingCommand(page, "delete"),
    ]) {
      await writeLines(page);
      await page.keyboard.press("ControlOrMeta+A");
      await remove();
      await expect.poll(() => shownText(page)).toMatch(/^SELECT … FROM/);
    }
  });

  test("a composition over several lines takes their place", async (context) => {
    const { page } = open(context);
    await writeLines(page);
    await page.keyboard.press("ControlOrMeta+A");
    await compose(page, "にほ", "日本");
    await expect.poll(() => shownLines(page)).toEqual(["日本"]);
  });

  test("what is typed, put in or composed over a line of coloured words takes its place", async (context) => {
    const { page } = open(context);
    for (const write of [
      () => page.keyboard.type("select"),
      () => page.keyboard.insertText("select"),
      () => compose(page, "se", "select"),
    ]) {
      await writeLines(page, ["drop table trusted.airports"]);
      await page.keyboard.press("ControlOrMeta+A");
      await write();
      await expect.poll(() => shownLines(page)).toEqual(["select"]);
    }
  });
});

/** Leaves these lines alone in the editor. */
async function writeLines(page: Page, wanted = lines): Promise<void> {
  await editor(page).click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(wanted.join("\n"));
  await expect.poll(() => shownLines(page)).toEqual(wanted);
}

/** Writes as an input method does: `typed` is shown first, and `chosen` stays. */
async function compose(page: Page, typed: string, chosen: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { length } = typed;
  await session.send("Input.imeSetComposition", { text: typed, selectionStart: length, selectionEnd: length });
  await session.send("Input.insertText", { text: chosen });
  await session.detach();
}

function shownLines(page: Page): Promise<string[]> {
  return editor(page).locator(".cm-line").allTextContents();
}

async function shownText(page: Page): Promise<string> {
  return (await shownLines(page)).join("\n");
}

/** Gives a command as a menu of the system does. */
async function editingCommand(page: Page, command: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Input.dispatchKeyEvent", { type: "keyDown", commands: [command] });
  await session.detach();
}
