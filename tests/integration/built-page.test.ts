import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { noncePlaceholder } from "../../src/main/hosts/content-security-policy.ts";

/** What `npm run build` made of src/renderer/index.html. */
const page = await readFile(join(import.meta.dirname, "../../out/renderer/index.html"), "utf8");

test("every script and style of the built page takes the nonce that hosts put in", () => {
  const tags = [...page.matchAll(/<(?:script|style|link[^>]*rel="(?:stylesheet|modulepreload)")[^>]*>/g)].map(
    ([tag]) => tag,
  );
  expect(tags.length).toBeGreaterThan(0);
  expect(tags.filter((tag) => !tag.includes(`nonce="${noncePlaceholder}"`))).toEqual([]);
  expect(page).toContain(`<meta property="csp-nonce" nonce="${noncePlaceholder}">`);
});

test("the built page names its files from the root, so that it works at every address of the app", () => {
  const addresses = [...page.matchAll(/ (?:src|href)="([^"]+)"/g)].map(([, address]) => address);
  expect(addresses.filter((address) => !address?.startsWith("/assets/"))).toEqual([]);
});
