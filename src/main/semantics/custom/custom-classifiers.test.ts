import { expect, it } from "vitest";
import type { CustomClassifier } from "../../../shared/domain/custom-classifier.ts";
import { compileClassifier, customFormats, findSemantics, tryClassifier } from "../index.ts";

function classifier(rule: CustomClassifier["rule"], more: Partial<CustomClassifier> = {}): CustomClassifier {
  return { id: "c1", name: "Membership number", finds: "personal-data", rule, headers: [], minimumShare: 0.8, ...more };
}
const pattern = (text: string, ignoreCase = false) => classifier({ by: "pattern", pattern: text, ignoreCase });

function found(own: CustomClassifier, values: string[], name = "c") {
  const context = { table: "t", classifiers: [own] };
  return findSemantics({ name, type: { kind: "text", type: "VARCHAR" }, values }, context);
}

const numbers = ["M-0001-X", "M-0002-Y", "M-0003-Z", "M-0004-Q", "none"];

it("finds what a person's pattern says, hidden where it is personal", () => {
  expect(found(pattern("M-[0-9]{4}-[A-Z]"), numbers)).toEqual([
    expect.objectContaining({
      kind: "custom:c1",
      variant: "Membership number",
      personal: true,
      share: 0.8,
      examples: ["M-•••-•", "M-•••-•", "M-•••-•"].map(() => expect.stringContaining("•")),
    }),
  ]);
});

it("wants the share and the headers that the person has said", () => {
  const strict = { ...pattern("M-[0-9]{4}-[A-Z]"), minimumShare: 0.9 };
  expect(found(strict, numbers)).toEqual([]);
  const ofMembers = { ...pattern("M-[0-9]{4}-[A-Z]"), headers: ["member number"] };
  expect(found(ofMembers, numbers, "other")).toEqual([]);
  expect(found(ofMembers, numbers, "MemberNumber")).toHaveLength(1);
});

it.each([
  ["123", "123", true],
  ["123", "code 123", true],
  ["123", "other", false],
  ["客户", "客户编号", true],
  ["客户", "other", false],
  ["№", "other", false],
])("takes the header word %s for what it is in the header %s: %s", (word, header, isFound) => {
  const own = { ...pattern("M-[0-9]{4}-[A-Z]"), headers: [word] };
  expect(found(own, numbers, header)).toHaveLength(isFound ? 1 : 0);
});

it("finds the words of a dictionary, whatever their accents", () => {
  const wards = classifier(
    { by: "dictionary", words: ["Pädiatrie", "Chirurgie"], ignoreCase: true },
    { finds: "semantic-type" },
  );
  expect(found(wards, ["padiatrie", "CHIRURGIE", "Chirurgie"])).toEqual([
    expect.objectContaining({ kind: "custom:c1", personal: false, share: 1 }),
  ]);
});

it("answers patterns at once that would keep a backtracking engine busy for years", () => {
  const catastrophic = pattern("(a+)+$|(a|aa)+b|(.*a){25}");
  expect(found(catastrophic, [`${"a".repeat(1500)}!`, `${"a".repeat(1999)}c`])).toEqual([]);
});

it.each([
  ["(unclosed", "cannot be read"],
  ["(?<=x)y", "cannot be read"],
  [String.raw`(a)\1`, "cannot be read"],
  [".*", "empty text"],
])("refuses the pattern %s with the reason", (text, reason) => {
  expect(() => compileClassifier(pattern(text))).toThrow(
    expect.objectContaining({
      code: "INVALID_INPUT",
      message: expect.stringContaining(reason),
      hint: expect.any(String),
    }),
  );
});

it("refuses what finds nothing or cannot find what it should", () => {
  expect(() => compileClassifier(classifier({ by: "dictionary", words: [" "], ignoreCase: false }))).toThrow("no word");
  const delimiter = { by: "delimiter", delimiter: ";", quote: ";", columns: null } as const;
  expect(() => compileClassifier(classifier(delimiter, { finds: "format" }))).toThrow("delimiter");
  expect(() => compileClassifier(classifier(delimiter))).toThrow("only find a format");
  expect(() => compileClassifier({ ...pattern("x"), finds: "format" })).toThrow("cannot find a format");
});

it("finds formats by their delimiter, columns and lines", () => {
  const ledger = classifier(
    { by: "delimiter", delimiter: "|#|", quote: '"', columns: ["account", "booked"] },
    { id: "ledger", finds: "format" },
  );
  const log = classifier(
    { by: "lines", pattern: String.raw`(?P<at>\d{4}-\d{2}-\d{2}) (?P<level>INFO|WARN|ERROR) .+` },
    { id: "log", finds: "format", minimumShare: 0.9 },
  );
  const idsOf = (lines: string[]) => customFormats(lines, [ledger, log]).map(({ id }) => id);
  expect(idsOf(["account|#|booked|#|note", '1|#|2024|#|"a |#| b"', "2|#|2024|#|c"])).toEqual(["ledger"]);
  expect(idsOf(["2024-01-01 INFO started", "", "2024-01-02 WARN slow disk"])).toEqual(["log"]);
  expect(idsOf(["a,b", "1,2"])).toEqual([]);
  expect(idsOf([])).toEqual([]);
});

it("tries a classifier on values as a scan looks at them, and tells which match", () => {
  const own = pattern("M-[0-9]{4}-[A-Z]");
  const values = [" M-0001-X ", "", "M-0002-Y", "m-0003-z", "   ", "M-0004-Q", "M-0005-R"];
  expect(tryClassifier(own, values)).toEqual({
    matches: [true, null, true, false, null, true, true],
    matched: 4,
    counted: 5,
    share: 0.8,
    isFound: true,
  });
  expect(found(own, values)).toEqual([expect.objectContaining({ share: 0.8, sampled: 5 })]);
  expect(tryClassifier({ ...own, minimumShare: 0.9 }, values)).toMatchObject({ matched: 4, isFound: false });
  expect(tryClassifier(own, ["", " "])).toMatchObject({ counted: 0, share: 0, isFound: false });
});

it("does not try what looks at the lines of files", () => {
  const lines = classifier({ by: "lines", pattern: "x+" }, { finds: "format" });
  expect(() => tryClassifier(lines, ["x"])).toThrow("looks at the lines of files");
});

it.each([
  ["M-[0-9{4}", "missing closing ]: “[0-9{4}” at character 3", 2],
  ["ab[z-a]", "invalid character class range: “z-a” at character 4", 3],
  ["(z-a)[z-a]", "invalid character class range: “z-a”.", null],
  ["(unclosed", "missing closing )", null],
])("tells where the pattern %s is wrong, where that is known", (text, message, at) => {
  expect(() => tryClassifier(pattern(text), [])).toThrow(
    expect.objectContaining({
      code: "INVALID_INPUT",
      message: expect.stringContaining(message),
      details: expect.objectContaining({ at }),
    }),
  );
});
