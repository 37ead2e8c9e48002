import { expect, test } from "vitest";
import type { KnowledgeChange } from "../../../shared/domain/knowledge.ts";
import { changeTexts } from "./change-texts.ts";

const change: KnowledgeChange = {
  id: "00000000-0000-4000-8000-000000000000/1",
  by: "ann",
  at: "2026-01-01T00:00:00.000Z",
  topic: "rating",
  column: null,
  what: null,
  before: [],
  after: null,
};

test("a rating is read as stars", () => {
  const after = JSON.stringify({ stars: 4, comment: "good" });
  expect(changeTexts({ ...change, after })).toEqual({ what: "Rating", before: [], after: "★★★★ · good" });
});

test("a conflict that was settled tells all that was before, once each", () => {
  const settled = { ...change, topic: "owner" as const, before: ["a", "b", "a", null], after: "b" };
  expect(changeTexts(settled)).toEqual({ what: "Owner", before: ["a", "b"], after: "b" });
});

test("a description may look like JSON", () => {
  const odd = { ...change, topic: "description" as const, column: "id", after: "{not json" };
  expect(changeTexts(odd)).toEqual({ what: "Description of id", before: [], after: "{not json" });
});
