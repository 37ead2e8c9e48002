import { expect, it } from "vitest";
import type { CustomClassifier } from "../../../shared/domain/custom-classifier.ts";
import { classifierOf, draftOf, newDraft } from "./classifier-draft.ts";

const wards: CustomClassifier = {
  id: "w",
  name: "Ward",
  finds: "personal-data",
  rule: { by: "dictionary", words: ["Chirurgie", "Pädiatrie"], ignoreCase: true },
  headers: ["ward"],
  minimumShare: 0.29,
};

it("gives back a classifier that was opened and not changed", () => {
  const draft = draftOf(wards);
  expect(draft && classifierOf(draft)).toEqual({ classifier: wards });
});

it("leaves classifiers of formats to a newer form", () => {
  expect(draftOf({ ...wards, finds: "format", rule: { by: "lines", pattern: "x" } })).toBeNull();
});

it("takes each word once, without empty lines", () => {
  const made = classifierOf({ ...newDraft("n"), name: "N", by: "dictionary", words: "a\r\n\n b \na\n" });
  expect(made).toMatchObject({ classifier: { rule: { words: ["a", "b"] } } });
});

it.each([
  [{ pattern: "" }, "Write a pattern."],
  [{ pattern: "x", percent: 0 }, "The least share is between 1 % and 100 %."],
  [{ pattern: "x", percent: "" }, "The least share is between 1 % and 100 %."],
  [{ by: "dictionary" as const, words: " \n" }, "Write one word or name a line."],
  [{ by: "dictionary" as const, words: "w".repeat(201) }, "At most 20,000 words, each of at most 200 characters."],
])("says what %j still needs", (part, problem) => {
  expect(classifierOf({ ...newDraft("n"), name: "N", ...part })).toEqual({ problem });
});
