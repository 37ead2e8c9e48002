import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { SignIn } from "../../src/shared/domain/connection.ts";
import { appUnderTest } from "../e2e/app-under-test.ts";
import { dropFiles } from "../e2e/drop-files.ts";
import { hosts } from "../e2e/launch.ts";
import { objects, shownNames } from "../e2e/zone-browser.ts";
import { startBrowserHost } from "../fixtures/browser-host-process.ts";
import { SignInServices, stsError } from "../fixtures/sign-in-services.ts";
import { connectTo } from "../fixtures/web-client.ts";
import { FaultProxy } from "./fault-proxy.ts";
import { expiredToken } from "./faults/service-answers.ts";
import { type FreshBucket, freshBucket } from "./fresh-bucket.ts";
import { describeWithPeers, moto } from "./peer-servers.ts";

const [browserHost] = hosts;
if (!browserHost) throw new Error("there is no browser host");

const startUrl = "https://sales.awsapps.example/start";
const identityCenter: SignIn = {
  kind: "identity-center",
  startUrl,
  region: "eu-central-1",
  accountId: "123456789012",
  roleName: "Analyst",
};
const serial = "arn:aws:iam::123456789012:mfa/ana";
const profiles = `[profile base]
aws_access_key_id = BASE
aws_secret_access_key = S

[profile with-code]
role_arn = arn:aws:iam::123456789012:role/analyst
source_profile = base
mfa_serial = ${serial}
`;

const dialog = (page: Page) => page.getByRole("dialog").last();

/** Opening the lake wants a sign-in. */
async function askedToSignIn(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Open Sales" }).click();
  await page.getByRole("button", { name: "Sign in" }).first().click();
}

/** A lake of a connection to AWS, whose services are servers of this machine, and nobody is signed in to it. */
function lakeOnAws(before: SignIn, signIn: SignIn) {
  const lake: { services: SignInServices; proxy: FaultProxy; bucket: FreshBucket } = Object.create(null);

  beforeAll(async () => {
    for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) vi.stubEnv(name, undefined);
    lake.services = await SignInServices.start();
    lake.proxy = await FaultProxy.before(moto().endpoint);
    lake.bucket = await freshBucket(moto());
    for (const service of ["STS", "SSO", "SSO_OIDC"]) vi.stubEnv(`AWS_ENDPOINT_URL_${service}`, lake.services.url);
    for (const service of ["GLUE", "ATHENA"]) vi.stubEnv(`AWS_ENDPOINT_URL_${service}`, moto().endpoint);
    vi.stubEnv("AWS_ENDPOINT_URL_S3", lake.proxy.endpoint);
    const orders = { Bucket: lake.bucket.name, Key: "lake/raw/orders.csv", Body: "id\n1\n" };
    await lake.bucket.client.send(new PutObjectCommand(orders));
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    lake.services.close();
    await lake.proxy[Symbol.asyncDispose]();
    await lake.bucket[Symbol.asyncDispose]();
  });

  async function prepare(folder: string) {
    const cache = join(folder, "home/.aws/sso/cache");
    await mkdir(cache, { recursive: true });
    vi.stubEnv("HOME", join(folder, "home"));
    vi.stubEnv("USERPROFILE", join(folder, "home"));
    await writeFile(join(folder, "home/.aws/config"), profiles);
    const token = join(cache, `${createHash("sha1").update(startUrl).digest("hex")}.json`);
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    await writeFile(token, JSON.stringify({ accessToken: "of-cli", expiresAt }));
    lake.services.goodTokens.add("of-cli");
    const host = await startBrowserHost({ userData: join(folder, "data") });
    const { client, close } = await connectTo(host.url);
    try {
      const save = (chosen: SignIn) =>
        client.connections.save({
          connection: { id: "aws", name: "AWS", signIn: chosen, region: "us-east-1", endpoint: null },
          secretKey: null,
        });
      await save(before);
      const place = { kind: "s3", connectionId: "aws", bucket: lake.bucket.name, prefix: "lake/" } as const;
      const { zones } = await client.lakes.inspect({ place });
      await client.lakes.create({ place, name: "Sales", zones });
      await save(signIn);
    } finally {
      close();
      await host.close();
    }
    await rm(token);
    return {};
  }
  return { lake, prepare };
}

describeWithPeers(["moto"], "a person signs in with IAM Identity Center", () => {
  const { lake, prepare } = lakeOnAws(identityCenter, identityCenter);
  const open = appUnderTest(browserHost, prepare);

  test("when there is no token: the app shows a code and a link, and goes on once it is confirmed", async (context) => {
    const { page } = open(context);
    lake.services.pendingPolls = Number.POSITIVE_INFINITY;
    await askedToSignIn(page);
    await expect.poll(() => dialog(page).getByLabel("Code", { exact: true }).textContent()).toBe("ABCD-EFGH");
    const link = dialog(page).getByRole("link", { name: "Open the sign-in page" });
    expect(await link.getAttribute("href")).toBe("https://device.example?c=AB");
    lake.services.pendingPolls = 0;
    await page.getByText("Signed in").waitFor();
    await objects(page).getByText("orders.csv").waitFor();
  });

  test("when the session ends during an upload: it pauses, asks, and goes on", async (context) => {
    const { page, folder, problems } = open(context);
    const path = join(folder, "new.csv");
    await writeFile(path, "id\n2\n");
    lake.services.goodTokens.clear();
    lake.services.pendingPolls = Number.POSITIVE_INFINITY;
    const expired = lake.proxy.inject(expiredToken("s3"), {
      method: "PUT",
      times: Number.POSITIVE_INFINITY,
    });
    await dropFiles(objects(page), [path]);
    const uploads = page.getByRole("region", { name: "Uploads" });
    await expect.poll(() => uploads.textContent()).toContain("Paused");
    await uploads.getByRole("button", { name: "Sign in" }).click();
    await expect.poll(() => dialog(page).getByLabel("Code", { exact: true }).textContent()).toBe("ABCD-EFGH");
    expired.remove();
    lake.services.pendingPolls = 0;
    await page.getByText("Signed in").last().waitFor();
    await expect.poll(() => uploads.textContent()).toMatch(/(?<!of )1 file uploaded/);
    const stored = { Bucket: lake.bucket.name, Key: "lake/raw/new.csv" };
    const { Body } = await lake.bucket.client.send(new GetObjectCommand(stored));
    expect(await Body?.transformToString()).toBe("id\n2\n");
    await expect.poll(() => shownNames(page)).toEqual(["new.csv", "orders.csv"]);
    // The page sent bytes that could not be kept then.
    expect(problems.splice(0).filter((problem) => !problem.includes("/uploads/"))).toEqual([]);
  });
});

describeWithPeers(["moto"], "a person signs in with the code of a device", () => {
  const { lake, prepare } = lakeOnAws({ kind: "profile", profile: "base" }, { kind: "profile", profile: "with-code" });
  const open = appUnderTest(browserHost, prepare);
  const answer = async (page: Page, code: string) => {
    await dialog(page).getByRole("textbox", { name: "Code" }).fill(code);
    await dialog(page).getByRole("button", { name: "Go on" }).click();
  };

  test("is asked for it by the serial of the device, and told of a wrong one", async (context) => {
    const { page } = open(context);
    lake.services.onSts = (form) =>
      form.get("Action") === "AssumeRole" && form.get("TokenCode") !== "123456"
        ? stsError("AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code.")
        : null;
    await askedToSignIn(page);
    await expect.poll(() => dialog(page).textContent()).toContain(serial);
    await answer(page, "000000");
    await expect.poll(() => dialog(page).textContent()).toContain("was not accepted");
  });

  test("may leave it be, and is asked again when signing in again", async (context) => {
    const { page } = open(context);
    await dialog(page).getByRole("button", { name: "Try again" }).click();
    await dialog(page).getByRole("button", { name: "Cancel" }).click();
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
    await askedToSignIn(page);
    await answer(page, "123456");
    await page.getByText("Signed in").waitFor();
    await expect.poll(() => shownNames(page)).toEqual(["orders.csv"]);
    const roles = lake.services.asked.filter(({ form }) => form.get("Action") === "AssumeRole");
    expect(roles.map(({ form }) => form.get("TokenCode"))).toEqual(["000000", "123456"]);
  });
});
