import { describe, expect, it } from "vitest";
import { dialectOf } from "./dialect-of.ts";

describe("dialectOf", () => {
  it("reads options back as the dialect they came from", () => {
    expect(dialectOf({ delimiter: ";", header: "false", skipLines: "3", dateFormat: "%d.%m.%Y" })).toEqual({
      delimiter: ";",
      header: false,
      skipLines: 3,
    });
  });

  it("has nothing to say where there is no dialect, or none that can be read", () => {
    expect(dialectOf({})).toBeUndefined();
    expect(dialectOf({ compression: "gzip" })).toBeUndefined();
    expect(dialectOf({ encoding: "ebcdic" })).toBeUndefined();
  });
});
