import { describe, expect, it } from "vitest";
import { mirrorIn } from "./unpacked-packages.ts";

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
