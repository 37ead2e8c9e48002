import { expect, it } from "vitest";
import { unfinishedWords } from "./unfinished-words.ts";

const GB = 1000 ** 3;

it("says how many uploads never ended, whether all are shown or not", () => {
  const none = { count: 0, isCut: false };
  expect(unfinishedWords({ shown: 0, bytes: 0, after: none })).toBe("No upload into this zone was left unfinished.");
  expect(unfinishedWords({ shown: 1, bytes: GB, after: none })).toMatch(
    /^1 upload into this zone never ended; .*1(.0)?.GB/,
  );
  const some = unfinishedWords({ shown: 200, bytes: GB, after: { count: 1_100, isCut: false } });
  expect(some).toMatch(
    /^1,300 uploads into this zone never ended\. The parts of the 200 that are shown take 1(.0)?.GB/,
  );
  expect(unfinishedWords({ shown: 200, bytes: 0, after: { count: 100_000, isCut: true } })).toMatch(
    /^More than 100,200 uploads/,
  );
});
