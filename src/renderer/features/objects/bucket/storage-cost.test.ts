import { expect, test } from "vitest";
import { monthlyCost } from "./storage-cost.ts";

test("bytes cost what S3 Standard takes for them in a month", () => {
  expect(monthlyCost(0)).toBe("nothing");
  expect(monthlyCost(5 * 1024 ** 2)).toBe("less than $0.01");
  expect(monthlyCost(50 * 1024 ** 3)).toBe("$1.15");
  expect(monthlyCost(100 * 1024 ** 4)).toBe("$2,355.20");
});
