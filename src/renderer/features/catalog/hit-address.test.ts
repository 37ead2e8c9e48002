import { describe, expect, it } from "vitest";
import type { SearchHit } from "../../../shared/domain/search.ts";
import { hitAddress } from "./hit-address.ts";

const hit = (part: Partial<SearchHit>): SearchHit => ({
  kind: "table",
  title: "flights",
  trail: "Raw",
  zoneId: "raw",
  target: "flights",
  matches: [],
  rank: [],
  ...part,
});

describe("hitAddress", () => {
  it.each([
    [hit({}), "/lake/l/catalog/raw/flights"],
    [hit({ zoneId: null, target: "sales.orders" }), "/lake/l/catalog/~/sales.orders"],
    [hit({ kind: "column", title: "50% & more" }), "/lake/l/catalog/raw/flights?column=50%25%20%26%20more"],
    [hit({ kind: "object", target: "2024/a b.csv" }), "/lake/l/zone/raw/2024/a%20b.csv"],
    [hit({ kind: "zone", target: "raw" }), "/lake/l/zone/raw/"],
    [hit({ kind: "saved-query", zoneId: null, target: "7/8" }), "/lake/l/query/saved/7%2F8"],
  ])("leads from %o to %s", (found, address) => {
    expect(hitAddress(found, "l")).toBe(address);
  });
});
