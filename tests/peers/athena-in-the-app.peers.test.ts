import { join } from "node:path";
import { AthenaClient, StartQueryExecutionCommand } from "@aws-sdk/client-athena";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { appUnderTest } from "../e2e/app-under-test.ts";
import { rowCells } from "../e2e/data-grid.ts";
import { hosts } from "../e2e/launch.ts";
import { expectRowCount, goToSection, result, resultRows, runSql } from "../e2e/query-page.ts";
import { type QueuedResult, queueResult } from "../fixtures/moto-results.ts";
import { FaultProxy } from "./fault-proxy.ts";
import { answer, hold } from "./faults/fault.ts";
import { expiredToken } from "./faults/service-answers.ts";
import { freshBucket, type FreshBucket } from "./fresh-bucket.ts";
import { type MotoAccount, clientOptions, motoAccountOfEnvironment } from "./moto-account.ts";
import { describeWithPeers, moto } from "./peer-servers.ts";
import { rememberAwsLake } from "./remembered-aws-lake.ts";

const prefix = "lake/";
const look = { target: "AmazonAthena.GetQueryExecution" };
const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
const [browserHost] = hosts;

describeWithPeers(["moto"], "a person asks Athena", () => {
  let account: MotoAccount;
  let bucket: FreshBucket;
  let proxy: FaultProxy;

  beforeAll(async () => {
    account = await motoAccountOfEnvironment(moto());
    bucket = await freshBucket(account.server);
    proxy = await FaultProxy.before(moto().endpoint);
    // moto does not know this operation, and calls that an error of its own.
    proxy.inject(answer(200, JSON.stringify({ DatabaseList: [{ Name: "sales" }] })), {
      target: "AmazonAthena.ListDatabases",
      times: Infinity,
    });
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await proxy[Symbol.asyncDispose]();
    await bucket[Symbol.asyncDispose]();
  });

  if (!browserHost) throw new Error("there is no browser host");
  const open = appUnderTest(browserHost, async (folder) => {
    await rememberAwsLake(join(folder, "data"), proxy.endpoint, { bucket: bucket.name, prefix });
    return {};
  });

  test("and sees the rows by their types, NULL and no text apart, with the execution's id, bytes and cost", async (context) => {
    const { page } = open(context);
    await openLake(page);
    await chooseAthena(page);
    await queue({
      columns: [
        { name: "carrier", type: "varchar" },
        { name: "flights", type: "bigint" },
        { name: "delay", type: "double" },
      ],
      rows: [
        ["", "9", "1.5"],
        [null, "10", null],
        ["AA", "100", "-0.25"],
      ],
    });
    await runSql(page, "SELECT carrier, flights, delay FROM routes");
    await expectRowCount(page, "3 rows");
    await expect.poll(() => rowCells(resultRows(page), 1)).toEqual(["", "9", "1.5"]);
    expect(await rowCells(resultRows(page), 2)).toEqual(["NULL", "10", "NULL"]);
    // As numbers: as texts, "9" would be the last.
    await resultRows(page)
      .getByRole("columnheader", { name: /^flights/ })
      .click();
    await expect.poll(() => rowCells(resultRows(page), 3)).toEqual(["AA", "100", "-0.25"]);
    await expect.poll(() => athenaLine(page)).toMatch(/ · 0 B scanned · \$0 \(estimate\)/);
    expect(await athenaLine(page)).toMatch(id);
  });

  test("and attaches to what was started elsewhere, which has read something and cost something", async (context) => {
    const { page } = open(context);
    await queue({ columns: [{ name: "total", type: "bigint" }], rows: [["42"]] });
    const executionId = await startedElsewhere("SELECT count(*) AS total FROM routes");
    const facts = {
      QueryExecutionId: executionId,
      Query: "SELECT count(*) AS total FROM routes",
      StatementType: "DML",
      WorkGroup: "primary",
      Status: { State: "SUCCEEDED" },
      Statistics: { DataScannedInBytes: 2 ** 39 },
    };
    // moto reads nothing, so that its bytes are always none.
    const told = proxy.inject(answer(200, JSON.stringify({ QueryExecution: facts })), { ...look, times: Infinity });
    await page.getByRole("button", { name: /^Engine: Athena/ }).click();
    await page.getByRole("button", { name: "Attach to an execution …" }).click();
    const dialog = page.getByRole("dialog", { name: "Attach to an execution of Athena" });
    await dialog.getByRole("textbox", { name: "Execution id" }).fill(executionId);
    await dialog.getByRole("button", { name: "Attach" }).click();
    await expectRowCount(page, "1 row");
    await expect.poll(() => rowCells(resultRows(page), 1)).toEqual(["42"]);
    await expect.poll(() => athenaLine(page)).toContain(`550 GB scanned · $2.5 (estimate) · ${executionId}`);
    told.remove();
  });

  test("and cancels, which stops it in Athena", async (context) => {
    const { page } = open(context);
    await page.getByRole("button", { name: "New query" }).click();
    await chooseAthena(page);
    const stalled = proxy.inject(hold("request"), look);
    await runSql(page, "SELECT 'cancelled'");
    await stalled.happened;
    await expect.poll(() => athenaLine(page)).toMatch(id);
    await result(page).getByRole("button", { name: "Cancel" }).click();
    await expect.poll(() => result(page).textContent()).toContain("Cancelled");
    expect(callsOf("StopQueryExecution")).toMatchObject([{ status: 200 }]);
  });

  test("and, when the sign-in ends meanwhile, signs in and sees the rows in the same tab", async (context) => {
    const { page } = open(context);
    await queue({ columns: [{ name: "after", type: "varchar" }], rows: [["signed in"]] });
    const expired = proxy.inject(expiredToken("json"), { ...look, times: Infinity });
    await runSql(page, "SELECT 'signed in' AS after");
    await result(page).getByRole("alert").waitFor();
    const executionId = id.exec(await athenaLine(page))?.[0];
    const tabs = await openTabs(page).count();
    expired.remove();
    await result(page).getByRole("button", { name: "Sign in" }).click();
    await expectRowCount(page, "1 row");
    await expect.poll(() => rowCells(resultRows(page), 1)).toEqual(["signed in"]);
    expect(await athenaLine(page)).toContain(executionId);
    expect(await openTabs(page).count()).toBe(tabs);
    // It was attached to, and not run again.
    expect(callsOf("StartQueryExecution")).toHaveLength(3);
  });

  test("and finds it all again after a restart", async (context) => {
    const { restart } = open(context);
    await restart();
    const { page } = open(context);
    await openLake(page);
    await openTabs(page).first().click();
    await expect.poll(() => rowCells(resultRows(page), 2)).toEqual(["NULL", "10", "NULL"]);
    const panel = page.getByRole("complementary", { name: "Data, saved queries and history" });
    if ((await panel.count()) === 0) await page.getByRole("button", { name: "Panel at the side" }).click();
    await panel.getByText("History", { exact: true }).click();
    const entries = page.getByRole("list", { name: "History" }).getByRole("listitem");
    await expect.poll(() => entries.count()).toBe(5);
    const texts = await entries.allTextContents();
    expect(texts[0]).toContain("signed in");
    expect(texts[2]).toContain("cancelled");
    expect(texts[3]).toMatch(/count\(\*\).*550 GB.*\$2\.5/);
    expect(texts[4]).toMatch(/carrier.*3 rows.*0 B.*\$0/);
  });

  const callsOf = (operation: string) =>
    proxy.requests.filter(({ headers }) => headers["x-amz-target"] === `AmazonAthena.${operation}`);

  const queue = (wanted: QueuedResult) => queueResult(moto().endpoint, wanted, account.id);

  async function startedElsewhere(QueryString: string): Promise<string> {
    const athena = new AthenaClient(clientOptions(account));
    const ResultConfiguration = { OutputLocation: `s3://${bucket.name}/elsewhere/` };
    const { QueryExecutionId } = await athena.send(
      new StartQueryExecutionCommand({ QueryString, ResultConfiguration }),
    );
    athena.destroy();
    return QueryExecutionId ?? "";
  }
});

async function openLake(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Open Asked lake" }).click();
  await goToSection(page, "Queries");
}

async function chooseAthena(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Engine: DuckDB" }).click();
  await page.getByRole("radio", { name: "Athena" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Engine: Athena/ }).waitFor();
}

/** What stands above the result of a run in Athena. */
async function athenaLine(page: Page): Promise<string> {
  return (await result(page).getByRole("note", { name: "Athena" }).textContent()) ?? "";
}

function openTabs(page: Page) {
  return page.getByRole("tablist", { name: "Open queries" }).getByRole("tab");
}
