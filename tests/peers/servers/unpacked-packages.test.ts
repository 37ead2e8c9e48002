import { mkdir, mkdtemp, readdir, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { mirrorIn, removeLeftovers } from "./unpacked-packages.ts";

describe("the mirror in a list of apt's", () => {
  it("is found in one line and in fields, without the archive of security updates", () => {
    const oneLine = [
      "# deb http://old.example/debian bookworm main",
      "deb [arch=amd64] http://security.example/debian-security bookworm-security main",
      "deb [arch=amd64] http://mirror.example/debian/ bookworm main",
    ];
    expect(mirrorIn(oneLine.join("\n"))).toBe("http://mirror.example/debian");
    const fields = ["Types: deb", "URIs: https://mirror.example/debian", "Suites: bookworm"];
    expect(mirrorIn(fields.join("\n"))).toBe("https://mirror.example/debian");
  });

  it("is missing on other systems", () => {
    expect(mirrorIn("deb http://archive.example/ubuntu noble main universe")).toBeNull();
  });
});

it("removes what a run left of packages that was killed, and nothing of one that goes on", async () => {
  const cache = await mkdtemp(join(tmpdir(), "lakeshore-packages-"));
  onTestFinished(() => rm(cache, { recursive: true }));
  for (const name of ["moto", "moto.partial-old", "moto.partial-new", "rgw.partial-old"]) {
    await mkdir(join(cache, name, "tree"), { recursive: true });
    if (name.endsWith("old")) await utimes(join(cache, name), 1000, 1000);
  }
  await removeLeftovers(join(cache, "moto"));
  expect((await readdir(cache)).toSorted()).toEqual(["moto", "moto.partial-new", "rgw.partial-old"]);
});
