import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { madeLake } from "../fixtures/made-lake.ts";
import { appUnderTest, type AppUnderTest } from "./app-under-test.ts";
import { rowCells } from "./data-grid.ts";
import { dropFiles } from "./drop-files.ts";
import { childProcesses, signalEngines } from "./engine-processes.ts";
import { hosts } from "./launch.ts";
import { firstRows } from "./preview-panel.ts";
import { editor, expectRowCount, goToSection, result, resultRows, runSql } from "./query-page.ts";
import { entry, goToZone, objects, shownNames } from "./zone-browser.ts";

/** Runs for minutes, and ends at once when it is cancelled. */
const endless = "select max(hash(a.i + b.i)) as m from range(1000000) as a(i), range(1000000) as b(i)";

describe.each(hosts.filter(({ name }) => name === "browser host"))("faults in the $name", (host) => {
  const open = appUnderTest(host, async (folder) => ({
    lakePath: await madeLake(join(folder, "lake"), {
      "raw/towns.csv": "code,name\n01,Ahrensburg\n02,Bargteheide\n",
      "trusted/people.csv": "code,people\n01,34000\n02,16000\n",
    }),
  }));

  test("with the engines stopped, browsing, previewing, uploading and searching go on", async (context) => {
    const { page, pid } = open(context);
    await expect.poll(() => shownNames(page)).toEqual(["towns.csv"]);
    await goToSection(page, "Queries");
    await runSql(page, "select name from raw.towns order by code");
    await expect.poll(() => rowCells(resultRows(page), 1), { timeout: 60_000 }).toEqual(["Ahrensburg"]);

    expect(await signalEngines(pid, "SIGSTOP")).toBeGreaterThan(0);
    try {
      await useWithoutEngines(open(context), "stopped");
    } finally {
      await signalEngines(pid, "SIGCONT");
    }
    await goToSection(page, "Queries");
    await runSql(page, "select name from raw.towns order by code desc");
    await expect.poll(() => rowCells(resultRows(page), 1), { timeout: 60_000 }).toEqual(["Bargteheide"]);
  });

  test("when an engine is killed the running query fails alone, and the next one runs", async (context) => {
    const { page, pid } = open(context);
    await runSql(page, endless);
    await result(page).getByRole("progressbar", { name: "Progress of the query" }).waitFor();
    expect(await signalEngines(pid, "SIGKILL")).toBeGreaterThan(0);
    await expect.poll(() => result(page).getByRole("alert").count(), { timeout: 60_000 }).toBe(1);
    await useWithoutEngines(open(context), "killed");
    await goToSection(page, "Queries");
    await runSql(page, "select name from raw.towns order by code");
    await expectRowCount(page, "2 rows");
  });

  test("a page that is loaded again finds its query running, and can cancel it", async (context) => {
    const { page } = open(context);
    await runSql(page, endless);
    await page.getByRole("toolbar", { name: "Query" }).getByRole("button", { name: "Cancel" }).waitFor();
    await page.reload();
    await expect.poll(() => editor(page).textContent()).toContain("range(1000000)");
    await result(page).getByRole("progressbar", { name: "Progress of the query" }).waitFor();
    await page.getByRole("toolbar", { name: "Query" }).getByRole("button", { name: "Cancel" }).click();
    await result(page).getByText("Cancelled").waitFor();
  });

  test("a lake that is unplugged while it is looked at says so, and is shown again when it is back", async (context) => {
    const { page, folder } = open(context);
    await goToZone(page, "Trusted");
    await expect.poll(() => shownNames(page)).toEqual(["people.csv"]);
    await rename(join(folder, "lake"), join(folder, "unplugged"));
    await expect
      .poll(() => page.getByRole("main").textContent())
      .toMatch(/not (there|found|reachable)|cannot be|gone/i);
    await rename(join(folder, "unplugged"), join(folder, "lake"));
    await expect.poll(() => shownNames(page)).toEqual(["people.csv"]);
  });

  test("after main was killed the lake, its files and the tabs are as they were", async (context) => {
    const app = open(context);
    await goToSection(app.page, "Queries");
    await runSql(app.page, "select people from trusted.people order by code");
    await expect.poll(() => rowCells(resultRows(app.page), 2), { timeout: 60_000 }).toEqual(["16000"]);
    // Tabs are kept a moment after the last key.
    await expect.poll(() => keptTabs(join(app.folder, "data/app.db"))).toContain("trusted.people");
    const engines = await childProcesses(app.pid);
    await app.kill();
    // Engines do not outlive their app.
    await expect.poll(() => engines.filter(isAlive)).toEqual([]);
    app.problems.splice(0);

    await app.start();
    const { page } = open(context);
    await page.getByRole("button", { name: "Open Made lake" }).click();
    await expect.poll(() => shownNames(page)).toEqual(["killed.csv", "stopped.csv", "towns.csv"]);
    await goToSection(page, "Queries");
    await expect.poll(() => editor(page).textContent()).toContain("trusted.people");
    await expect.poll(() => rowCells(resultRows(page), 2)).toEqual(["16000"]);
  });
});

/** The texts of all tabs that the app has kept. */
function keptTabs(path: string): string {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return JSON.stringify(database.prepare("SELECT sql FROM query_tab").all());
  } finally {
    database.close();
  }
}

/** Browses, previews, uploads and searches; none of it may need an engine. */
async function useWithoutEngines({ page, folder }: AppUnderTest, name: string): Promise<void> {
  await goToZone(page, "Trusted");
  await expect.poll(() => shownNames(page)).toEqual(["people.csv"]);
  await goToZone(page, "Raw");
  await entry(page, "towns.csv").click();
  await expect.poll(() => rowCells(firstRows(page), 2)).toEqual(["02", "Bargteheide"]);

  await mkdir(join(folder, "desktop"), { recursive: true });
  await writeFile(join(folder, `desktop/${name}.csv`), `name\n${name}\n`);
  await dropFiles(objects(page), [join(folder, `desktop/${name}.csv`)], ({ width, height }) => ({
    x: width / 2,
    y: height - 20,
  }));
  await expect.poll(() => shownNames(page)).toContain(`${name}.csv`);
  expect(await readFile(join(folder, `lake/raw/${name}.csv`), "utf8")).toBe(`name\n${name}\n`);

  await page.keyboard.press("ControlOrMeta+K");
  const palette = page.getByRole("dialog");
  await palette.getByRole("textbox", { name: "Search everything" }).fill("people");
  await palette
    .getByRole("button", { name: /people\.csv/ })
    .first()
    .waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => palette.count()).toBe(0);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
