import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SignInServices, stsError } from "../../../../../../tests/fixtures/sign-in-services.ts";
import type { SignInStep } from "../../../../../shared/contract/connections.ts";
import type { Connection } from "../../../../../shared/domain/connection.ts";
import { AwsConnection } from "../aws-connection.ts";
import { AwsConnections } from "../aws-connections.ts";

let home: string;
let services: SignInServices;
const closers: (() => void)[] = [];
const options = { signal: new AbortController().signal };

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  home = await mkdtemp(join(tmpdir(), "aws-home-"));
  services = await SignInServices.start();
  // Nothing of whoever runs the tests is read or written.
  for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) vi.stubEnv(name, undefined);
  vi.stubEnv("HOME", home);
  vi.stubEnv("USERPROFILE", home);
  vi.stubEnv("AWS_ENDPOINT_URL", services.url);
  await mkdir(join(home, ".aws"));
});
afterEach(async () => {
  closers.splice(0).forEach((close) => close());
  services.close();
  vi.unstubAllEnvs();
  vi.useRealTimers();
  await rm(home, { recursive: true, force: true });
});

const connectionOf = (signIn: Connection["signIn"]): Connection => ({
  id: "c1",
  name: "Sales",
  signIn,
  region: "eu-west-1",
  endpoint: null,
});

function connected(signIn: Connection["signIn"], secretKey: string | null = null): AwsConnection {
  const aws = new AwsConnection({ connection: connectionOf(signIn), secretKey: async () => secretKey });
  closers.push(() => aws.close());
  return aws;
}

/** The access key that STS sees, which tells where it came from. */
async function keyOf(aws: AwsConnection): Promise<string> {
  return (await aws.principal(options)).replace("arn:aws:iam::123456789012:user/", "");
}

async function stepsOf(steps: AsyncIterable<SignInStep>): Promise<SignInStep[]> {
  const seen: SignInStep[] = [];
  for await (const step of steps) seen.push(step);
  return seen;
}

const config = (text: string) => writeFile(join(home, ".aws", "config"), text);
const profile = (name: string) => connected({ kind: "profile", profile: name });
const identityCenter: Connection["signIn"] = {
  kind: "identity-center",
  startUrl: "https://sales.awsapps.example/start",
  region: "eu-central-1",
  accountId: "123456789012",
  roleName: "Analyst",
};
const tokenFile = (cacheKey: string) =>
  join(home, ".aws", "sso", "cache", `${createHash("sha1").update(cacheKey).digest("hex")}.json`);

async function cachedToken(cacheKey: string, token: Record<string, string>): Promise<void> {
  await mkdir(join(home, ".aws", "sso", "cache"), { recursive: true });
  await writeFile(tokenFile(cacheKey), JSON.stringify(token));
}

describe("a profile", () => {
  it("gives its keys", async () => {
    await config("[profile plain]\naws_access_key_id = PLAIN\naws_secret_access_key = S\n");
    expect(await keyOf(profile("plain"))).toBe("PLAIN");
  });

  it("takes on a role with the keys of another profile, and that one a role too", async () => {
    await config(
      `[profile base]\naws_access_key_id = BASE\naws_secret_access_key = S\n
       [profile middle]\nrole_arn = arn:aws:iam::1:role/middle\nsource_profile = base\n
       [profile top]\nrole_arn = arn:aws:iam::1:role/top\nsource_profile = middle\n`.replace(/^ +/gm, ""),
    );
    expect(await keyOf(profile("top"))).toBe("top-2");
    expect(services.asked.map(({ form }) => form.get("RoleArn"))).toEqual([
      "arn:aws:iam::1:role/middle",
      "arn:aws:iam::1:role/top",
      null,
    ]);
  });

  it("runs its credential_process, and asks it again when its keys expire", async () => {
    const script = join(home, "keys.sh");
    const count = join(home, "count");
    await writeFile(
      script,
      `#!/bin/sh\nprintf x >> "${count}"\nend=$(date -u -d '+2 minutes' +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -v+2M +%Y-%m-%dT%H:%M:%SZ)\n` +
        `printf '{"Version":1,"AccessKeyId":"PROCESS%s","SecretAccessKey":"S","SessionToken":"T","Expiration":"%s"}' "$(wc -c < "${count}" | tr -d ' ')" "$end"\n`,
    );
    await chmod(script, 0o700);
    await config(`[profile program]\ncredential_process = ${script}\n`);
    const aws = profile("program");
    expect(await keyOf(aws)).toBe("PROCESS1");
    vi.setSystemTime(Date.now() + 60_000);
    expect(await keyOf(aws)).toBe("PROCESS2");
  });

  it("shows the token of a web identity", async () => {
    await writeFile(join(home, "token"), "the-web-token");
    await config(
      `[profile web]\nrole_arn = arn:aws:iam::1:role/web\nweb_identity_token_file = ${join(home, "token")}\n`,
    );
    expect(await keyOf(profile("web"))).toBe("web-1");
    expect(services.asked[0]?.form.get("WebIdentityToken")).toBe("the-web-token");
  });

  it("uses the session that the AWS CLI has signed in to", async () => {
    await config(
      `[sso-session sales]\nsso_start_url = https://sales.example/start\nsso_region = eu-central-1\n
[profile sso]\nsso_session = sales\nsso_account_id = 123456789012\nsso_role_name = Analyst\n`,
    );
    await cachedToken("sales", { accessToken: "of-cli", expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
    services.goodTokens.add("of-cli");
    expect(await keyOf(profile("sso"))).toBe("SSO-of-cli");
  });

  it("says that the person has to sign in when its session has expired", async () => {
    await config(
      `[sso-session sales]\nsso_start_url = https://sales.example/start\nsso_region = eu-central-1\n
[profile sso]\nsso_session = sales\nsso_account_id = 123456789012\nsso_role_name = Analyst\n`,
    );
    await expect(keyOf(profile("sso"))).rejects.toMatchObject({
      code: "AUTH_REQUIRED",
      retryable: true,
      details: { connectionId: "c1" },
    });
  });
});

describe("MFA", () => {
  const roleWithMfa = `[profile base]\naws_access_key_id = BASE\naws_secret_access_key = S\n
[profile mfa]\nrole_arn = arn:aws:iam::1:role/mfa\nsource_profile = base\nmfa_serial = arn:aws:iam::1:mfa/ana\n`;

  function connections(): AwsConnections {
    const all = new AwsConnections({
      settings: () => connectionOf({ kind: "profile", profile: "mfa" }),
      secretKey: async () => null,
    });
    closers.push(() => all.close());
    return all;
  }

  it("asks for the code while the person signs in, once for all clients", async () => {
    await config(roleWithMfa);
    const all = connections();
    await expect(keyOf(all.get("c1"))).rejects.toMatchObject({ code: "AUTH_REQUIRED" });
    const steps: SignInStep[] = [];
    for await (const step of all.signIn("c1", options)) {
      steps.push(step);
      if (step.kind === "mfa") all.answerMfa(step.promptId, " 123456 ");
    }
    expect(steps).toMatchObject([
      { kind: "mfa", serial: "arn:aws:iam::1:mfa/ana" },
      { kind: "done", principal: "arn:aws:iam::123456789012:user/mfa-1" },
    ]);
    expect(services.asked[0]?.form.get("TokenCode")).toBe("123456");
    expect(await keyOf(all.get("c1"))).toBe("mfa-1");
  });

  it("says that a code was wrong, and that nobody waits for one any more", async () => {
    await config(roleWithMfa);
    services.onSts = (form) =>
      form.get("Action") === "AssumeRole"
        ? stsError("AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code.")
        : null;
    const all = connections();
    const seen: string[] = [];
    const signIn = async () => {
      for await (const step of all.signIn("c1", options)) {
        if (step.kind !== "mfa") continue;
        seen.push(step.promptId);
        all.answerMfa(step.promptId, "000000");
      }
    };
    await expect(signIn()).rejects.toMatchObject({ code: "AUTH_REQUIRED", message: expect.stringContaining("code") });
    expect(() => all.answerMfa(seen[0] ?? "", "1")).toThrow("Nobody waits");
  });

  it("ends the wait for a code when the sign-in is cancelled", async () => {
    await config(roleWithMfa);
    const leaving = new AbortController();
    const steps = connections().signIn("c1", { signal: leaving.signal });
    await steps.next();
    leaving.abort();
    await expect(steps.next()).rejects.toMatchObject({ code: "CANCELLED" });
  });
});

describe("Identity Center", () => {
  function connections(): AwsConnections {
    const all = new AwsConnections({
      settings: () => connectionOf(identityCenter),
      secretKey: async () => null,
    });
    closers.push(() => all.close());
    return all;
  }

  it("is signed in to in the browser, and keeps its token where the AWS CLI does, for the person alone", async () => {
    const steps = await stepsOf(connections().signIn("c1", options));
    expect(steps).toMatchObject([
      { kind: "device", url: "https://device.example?c=AB", code: "ABCD-EFGH" },
      { kind: "done", principal: "arn:aws:iam::123456789012:user/SSO-fresh" },
    ]);
    const path = tokenFile(identityCenter.kind === "identity-center" ? identityCenter.startUrl : "");
    expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({
      startUrl: "https://sales.awsapps.example/start",
      region: "eu-central-1",
      accessToken: "fresh",
      refreshToken: "again",
      clientId: "client",
    });
    expect((await stat(path)).mode & 0o077).toBe(0);
    expect(services.actions().filter((action) => action === "/token")).toHaveLength(2);
    // Another run of the app, or the CLI, is signed in by that.
    expect(await keyOf(connected(identityCenter))).toBe("SSO-fresh");
  });

  it("asks nobody when the token is still good", async () => {
    await cachedToken("https://sales.awsapps.example/start", {
      accessToken: "of-cli",
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
    services.goodTokens.add("of-cli");
    const steps = await stepsOf(connections().signIn("c1", options));
    expect(steps).toMatchObject([{ kind: "done", principal: "arn:aws:iam::123456789012:user/SSO-of-cli" }]);
  });

  it("refreshes a token that is about to end, without the person", async () => {
    await cachedToken("https://sales.awsapps.example/start", {
      accessToken: "old",
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
      refreshToken: "again",
      clientId: "client",
      clientSecret: "client-secret",
    });
    expect(await keyOf(connected(identityCenter))).toBe("SSO-refreshed");
  });

  it("ends at once when it is cancelled while the code is shown", async () => {
    services.pendingPolls = 1_000_000;
    const leaving = new AbortController();
    const steps = connections().signIn("c1", { signal: leaving.signal });
    await steps.next();
    leaving.abort();
    await expect(steps.next()).rejects.toMatchObject({ code: "CANCELLED" });
  });
});

describe("other sign-ins", () => {
  it("take keys from the environment", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "ENVIRONMENT");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "S");
    expect(await keyOf(connected({ kind: "environment" }))).toBe("ENVIRONMENT");
  });

  it("take keys of a container, with its token", async () => {
    vi.stubEnv("AWS_CONTAINER_CREDENTIALS_FULL_URI", `${services.url}/container`);
    vi.stubEnv("AWS_CONTAINER_AUTHORIZATION_TOKEN", "container-token");
    expect(await keyOf(connected({ kind: "machine" }))).toBe("CONTAINER");
    expect(services.asked[0]?.headers["authorization"]).toBe("container-token");
  });

  it("take keys of the machine's metadata service, with its token", async () => {
    vi.stubEnv("AWS_EC2_METADATA_SERVICE_ENDPOINT", services.url);
    expect(await keyOf(connected({ kind: "machine" }))).toBe("MACHINE");
    expect(services.asked.at(2)?.headers["x-aws-ec2-metadata-token"]).toBe("metadata-token");
  });

  it("take a web identity of the environment, as pods have it", async () => {
    await writeFile(join(home, "token"), "the-web-token");
    vi.stubEnv("AWS_WEB_IDENTITY_TOKEN_FILE", join(home, "token"));
    vi.stubEnv("AWS_ROLE_ARN", "arn:aws:iam::1:role/pod");
    expect(await keyOf(connected({ kind: "machine" }))).toBe("pod-1");
  });

  it("take static keys with the secret that is kept, and ask for one that is not", async () => {
    expect(await keyOf(connected({ kind: "keys", accessKeyId: "STATIC" }, "S"))).toBe("STATIC");
    await expect(keyOf(connected({ kind: "keys", accessKeyId: "STATIC" }))).rejects.toMatchObject({
      code: "AUTH_REQUIRED",
      message: expect.stringContaining("secret key"),
    });
  });

  it("change in a connection whose clients are in use, and another region makes new ones", async () => {
    let settings = connectionOf({ kind: "keys", accessKeyId: "OLD" });
    const all = new AwsConnections({ settings: () => settings, secretKey: async () => "S" });
    closers.push(() => all.close());
    const used = all.get("c1");
    expect(await keyOf(used)).toBe("OLD");
    settings = connectionOf({ kind: "keys", accessKeyId: "NEW" });
    await all.renew("c1");
    expect(all.get("c1")).toBe(used);
    expect(await keyOf(used)).toBe("NEW");
    settings = { ...settings, region: "us-west-2" };
    await all.renew("c1");
    expect(all.get("c1")).not.toBe(used);
    expect(await keyOf(used)).toBe("NEW");
  });

  it("sign nothing for public buckets", async () => {
    await connected({ kind: "anonymous" }).sts().send(new GetCallerIdentityCommand({}));
    expect(services.asked[0]?.headers["authorization"]).toBeUndefined();
  });
});

describe("keys that expire during long work", () => {
  const role = `[profile base]\naws_access_key_id = BASE\naws_secret_access_key = S\n
[profile role]\nrole_arn = arn:aws:iam::1:role/role\nsource_profile = base\n`;

  it("are fetched anew before they end, in all clients at once", async () => {
    await config(role);
    services.lifetime = 120_000;
    const aws = profile("role");
    expect(await keyOf(aws)).toBe("role-1");
    services.lifetime = 3_600_000;
    vi.setSystemTime(Date.now() + 60_000);
    expect(await keyOf(aws)).toBe("role-2");
    expect(await keyOf(aws)).toBe("role-2");
  });

  it("are fetched anew when the server finds them expired, and the call is made again", async () => {
    await config(role);
    services.onSts = (form, key) =>
      form.get("Action") === "GetCallerIdentity" && key === "role-1"
        ? stsError("ExpiredToken", "The security token included in the request is expired")
        : null;
    expect(await keyOf(profile("role"))).toBe("role-2");
  });

  it("end a call at once when it is cancelled while they are fetched", async () => {
    await config(`[profile slow]\ncredential_process = sleep 600\n`);
    const leaving = new AbortController();
    const call = profile("slow").principal({ signal: leaving.signal });
    leaving.abort();
    await expect(call).rejects.toMatchObject({ code: "CANCELLED" });
  });
});
