import type { Page } from "playwright-core";

const description = `Weather as stations report it, **one row a city and day**.

- Temperatures are in °C, precipitation in mm, with a decimal comma.
- See [the publisher](https://www.ncei.noaa.gov/) for how it is measured.`;

/** A table of the open lake with what people have added to it. */
export async function takeKnowledgePicture(page: Page, take: (name: string) => Promise<unknown>): Promise<void> {
  const lake = /^.*\/lake\/[^/]+/.exec(page.url())?.[0] ?? "";
  await page.goto(`${lake}/zone/raw/weather/daily_weather_semicolon.csv`);
  await page.getByRole("button", { name: "Register" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Register" }).click();
  await page.getByRole("tab", { name: "Knowledge" }).click();
  const section = (name: string) => page.getByRole("region", { name, exact: true });

  await section("Description").getByRole("button", { name: "Edit: " }).click();
  await section("Description").getByRole("textbox").fill(description);
  await section("Description").getByRole("button", { name: "Save" }).click();

  await section("Certification").getByRole("button", { name: "Certify …" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Why" }).fill("Compared with the publisher’s totals");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });

  for (const tag of ["weather", "daily"]) {
    await section("Tags").getByRole("textbox", { name: "New tag" }).fill(tag);
    await page.keyboard.press("Enter");
    await section("Tags").getByText(tag, { exact: true }).waitFor();
  }
  await section("Ratings").getByRole("radio", { name: "5", exact: true }).press("Space");
  await section("Ratings").getByRole("textbox", { name: "Comment" }).fill("Complete, and easy to join");
  await section("Ratings").getByRole("button", { name: "Rate" }).click();
  await section("Ratings").getByRole("button", { name: "Take back" }).waitFor();

  await section("Questions and answers").getByRole("button", { name: "Ask a question" }).click();
  await section("Questions and answers").getByRole("textbox").fill("Is snow counted in the precipitation?");
  await section("Questions and answers").getByRole("button", { name: "Save" }).click();
  await section("Questions and answers").getByRole("article").waitFor();
  await take("knowledge");
}
