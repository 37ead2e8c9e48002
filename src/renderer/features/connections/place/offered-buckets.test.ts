import { expect, it } from "vitest";
import { offeredBuckets } from "./offered-buckets.ts";

it("offers the buckets that were named before those that are listed, each once", () => {
  const listed = [{ name: "archive" }, { name: "sales" }];
  expect(offeredBuckets(["sales", "web-logs"], listed)).toEqual(["sales", "web-logs", "archive"]);
  expect(offeredBuckets(["sales"], [])).toEqual(["sales"]);
});
