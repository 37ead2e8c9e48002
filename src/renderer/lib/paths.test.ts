import { describe, expect, it } from "vitest";
import { catalogPath, parseCatalogPath, parseZonePath, zonePath } from "./paths.ts";

describe("addresses of zones", () => {
  it.each(["", "a/", "a b/ü/", "a/50%/c#d?e.csv", "line\nbreak", "שלום/🌊.csv"])("leads back to %j", (path) => {
    const address = zonePath("lake", "raw", path);
    const encoded = address.slice("/lake/lake/zone/raw/".length);
    const parsed = parseZonePath(encoded);
    expect(parsed?.object ?? parsed?.folder).toBe(path);
  });

  it("tells the folder of an object", () => {
    expect(parseZonePath("a/b.csv")).toEqual({ folder: "a/", object: "a/b.csv" });
  });

  it("does not fail on an address that was typed wrong", () => {
    expect(parseZonePath("%zz")).toBeUndefined();
  });
});

describe("addresses of tables", () => {
  it.each(["flights", "50%_off", "größe#1?", "a.b"])("lead back to %s", (name) => {
    const address = catalogPath("lake", { zoneId: "raw", name });
    expect(parseCatalogPath(address.slice("/lake/lake/catalog/".length))).toEqual({ zoneId: "raw", name });
  });

  it.each(["", "raw", "raw/", "raw/%zz"])("name no table in %j", (rest) => {
    expect(parseCatalogPath(rest)).toBeUndefined();
  });
});
