import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { hosts } from "../tests/e2e/launch.ts";
import { takeConnectPictures } from "./pictures/connect-pictures.ts";
import { takeKnowledgePicture } from "./pictures/knowledge-picture.ts";

/** The pictures of README.md and docs/user-guide.md, taken of the built app over the sample lake. */
const images = join(import.meta.dirname, "../docs/images");
const [browserHost] = hosts;

const question = `SELECT f.origin, a.name, count(*) AS flights,
       round(avg(f.delay_min), 1) AS mean_delay_min
FROM trusted.flights f
JOIN raw.airports a ON a.iata = f.origin
GROUP BY ALL
ORDER BY flights DESC`;

await mkdir(images, { recursive: true });
for (const colorScheme of ["light", "dark"] as const) {
  const userData = await mkdtemp(join(tmpdir(), "lakeshore-pictures-"));
  const app = await browserHost?.launch({ userData, colorScheme });
  if (!app) throw new Error("The browser host is missing.");
  try {
    await takeAll(app.page, (name) => join(images, `${name}-${colorScheme}.png`));
  } finally {
    await app.close();
    await rm(userData, { recursive: true, force: true });
  }
}

async function takeAll(page: Page, fileOf: (name: string) => string): Promise<void> {
  const take = (name: string) => page.screenshot({ path: fileOf(name), animations: "disabled" });
  const sideBar = page.getByRole("navigation", { name: "Lake" });
  await page.getByRole("button", { name: "Open the sample lake" }).waitFor();
  await take("start");

  await page.getByRole("button", { name: "Open the sample lake" }).click();
  await sideBar.getByRole("link", { name: "Raw" }).waitFor();
  await page.goto(`${page.url()}weather/daily_weather_semicolon.csv`);
  await page.getByRole("gridcell", { name: "20,3" }).first().waitFor();
  await take("preview");

  await sideBar.getByRole("link", { name: "Queries" }).click();
  await page.getByRole("textbox", { name: "SQL" }).fill(question);
  await page.keyboard.press("ControlOrMeta+Enter");
  await page.getByRole("gridcell", { name: "ORD" }).waitFor();
  await take("query");

  await sideBar.getByRole("link", { name: "Inventory" }).click();
  await page.getByRole("button", { name: "Scan the lake" }).click();
  await page.getByText("30 columns").waitFor();
  await page.getByText(/· scanned/).waitFor();
  await take("inventory");
  await page.getByRole("tab", { name: "Findings" }).click();
  await page.getByText("Name of a person").first().waitFor();
  await take("findings");
  await page.getByRole("tab", { name: "Sizes" }).click();
  await page.getByRole("group", { name: "Sizes as areas" }).getByRole("button", { name: /^Raw/ }).click();
  await page.getByRole("list", { name: "Sizes" }).getByText("zipcodes/").waitFor();
  await take("sizes");

  await takeKnowledgePicture(page, take);
  await sideBar.getByRole("link", { name: "Catalog" }).click();
  await page.getByRole("textbox", { name: "Search the lake" }).fill("wether");
  await page
    .getByLabel("Found in this lake")
    .getByRole("link", { name: /daily_weather/ })
    .first()
    .waitFor();
  await take("search");
  await takeConnectPictures(page, take);
}
