import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RendererFiles } from "../renderer-files.ts";
import { answerAppRequest } from "./app-pages.ts";

let folder: string;
let files: RendererFiles;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakeshore-pages-"));
  await mkdir(join(folder, "renderer/assets"), { recursive: true });
  await mkdir(join(folder, "secrets"));
  for (const name of ["secret.js", "secrets/secret.js"]) await writeFile(join(folder, name), "secret");
  await writeFile(join(folder, "renderer/index.html"), '<script nonce="__CSP_NONCE__"></script>');
  await writeFile(join(folder, "renderer/assets/app.js"), "let a = 1;");
  await symlink(join(folder, "secrets"), join(folder, "renderer/assets/linked"), "junction");
  files = await RendererFiles.read(join(folder, "renderer"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const get = (path: string, init?: RequestInit) => answerAppRequest(files, new Request(`lakeshore://app${path}`, init));

test("gives every response of the page its own nonce, in the policy and in the page", async () => {
  const [first, second] = await Promise.all([get("/"), get("/lakes/1/zones/raw")]);
  const nonceOf = (response: Response) =>
    /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "")?.[1];
  expect(nonceOf(first)).toMatch(/^[\w+/=]{24}$/);
  expect(nonceOf(second)).not.toBe(nonceOf(first));
  expect(await first.text()).toBe(`<script nonce="${nonceOf(first)}"></script>`);
  expect(first.headers.get("cache-control")).toBe("no-store");
});

test("serves the renderer's files", async () => {
  const response = await get("/assets/app.js");
  expect(response.headers.get("content-type")).toContain("text/javascript");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(await response.text()).toBe("let a = 1;");
});

test.each([
  "/../secret.js",
  "/assets/..%2f..%2fsecret.js",
  "/assets/%2e%2e/%2e%2e/secret.js",
  "/assets/linked/secret.js",
])("does not climb out of the folder by %s", async (path) =>
  expect(await (await get(path)).text()).not.toContain("secret"),
);

test("answers no other host and no other method", async () => {
  expect((await answerAppRequest(files, new Request("lakeshore://other/"))).status).toBe(404);
  expect((await get("/", { method: "POST" })).status).toBe(404);
  expect((await get("/assets/missing.js")).status).toBe(404);
});
