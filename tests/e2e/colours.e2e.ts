import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { appUnderTest } from "./app-under-test.ts";
import { hosts } from "./launch.ts";
import { firstRows } from "./preview-panel.ts";
import { editor, goToSection } from "./query-page.ts";
import { entry, goToZone, openFolder, openSampleLake } from "./zone-browser.ts";

/** Of text to what lies behind it (WCAG 2.2, 1.4.3): AA asks for 4.5. */
const READABLE = 4.5;

describe.each(hosts)("colours in the $name", (host) => {
  const open = appUnderTest(host);

  test("light and dark differ, and both can be read", async (context) => {
    const { page } = open(context);
    await openSampleLake(page);
    const light = await looks(page);
    expect(light.brightness).toBeGreaterThan(0.8);
    await page.getByRole("button", { name: "Use dark colours" }).click();
    await expect.poll(() => scheme(page)).toBe("dark");
    const dark = await looks(page);
    expect(dark.brightness).toBeLessThan(0.1);
    for (const found of [...light.contrasts, ...dark.contrasts]) expect(found).toBeGreaterThan(READABLE);
  });

  test("what was chosen stays after a reload", async (context) => {
    const { page } = open(context);
    await page.reload();
    await expect.poll(() => scheme(page)).toBe("dark");
    expect((await looks(page)).brightness).toBeLessThan(0.1);
    await page.getByRole("button", { name: "Use light colours" }).click();
    await expect.poll(() => scheme(page)).toBe("light");
    expect((await looks(page)).brightness).toBeGreaterThan(0.8);
  });
});

function scheme(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.documentElement.dataset["mantineColorScheme"]);
}

/** Contrast of texts of all parts of the app, and how bright the paper of the data is (0 is black, 1 is white). */
async function looks(page: Page): Promise<{ contrasts: number[]; brightness: number }> {
  await goToZone(page, "Raw");
  await openFolder(page, "zipcodes");
  await entry(page, "zipcodes.csv").click();
  const cell = firstRows(page).getByRole("gridcell", { name: "Holtsville", exact: true }).first();
  const folder = [
    cell,
    entry(page, "zipcodes.csv"),
    firstRows(page).getByRole("columnheader", { name: /^city/ }),
    page.getByRole("navigation", { name: "Lake" }).getByRole("link", { name: "Queries" }),
    page.getByRole("button", { name: "New folder" }),
    page.getByRole("main").getByRole("status"),
  ];
  const measured = [];
  await expect.poll(() => cell.count()).toBe(1);
  for (const locator of folder) measured.push(await coloursOf(locator));
  const [data] = measured;
  await goToSection(page, "Queries");
  measured.push(await coloursOf(editor(page)));
  return {
    contrasts: measured.map(({ text, behind }) => contrast(text, behind)),
    brightness: luminance(data?.behind ?? [0, 0, 0]),
  };
}

type Colour = readonly [red: number, green: number, blue: number];

/** The colour of a text, and of the nearest opaque surface behind it, as the browser has computed them. */
async function coloursOf(locator: Locator): Promise<{ text: Colour; behind: Colour }> {
  const { text, behind } = await locator.evaluate((element) => {
    const isOpaque = (colour: string) => !/^rgba\(.*, 0(\.\d+)?\)$|transparent/.test(colour);
    const inner = element.querySelector("span, button") ?? element;
    let surface: Element | null = inner;
    while (surface && !isOpaque(getComputedStyle(surface).backgroundColor)) surface = surface.parentElement;
    return {
      text: getComputedStyle(inner).color,
      behind: surface ? getComputedStyle(surface).backgroundColor : "rgb(255, 255, 255)",
    };
  });
  return { text: parsed(text), behind: parsed(behind) };
}

/** "rgb(1, 2, 3)", or "color(srgb 0.1 0.2 0.3)" where it was mixed. */
function parsed(colour: string): Colour {
  const scale = colour.startsWith("color(") ? 255 : 1;
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => Number(part) * scale);
  return [red, green, blue];
}

function contrast(a: Colour, b: Colour): number {
  const [dim = 0, bright = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (bright + 0.05) / (dim + 0.05);
}

/** Relative luminance of WCAG. */
function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
