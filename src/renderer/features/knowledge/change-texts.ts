import { z } from "zod";
import type { KnowledgeChange } from "../../../shared/domain/knowledge.ts";

const topics: Record<KnowledgeChange["topic"], string> = {
  rating: "Rating",
  tag: "Tag",
  owner: "Owner",
  description: "Description",
  certification: "Certification",
  question: "Question",
  answer: "Answer",
  term: "Glossary term",
  link: "Link to a term",
  finding: "Evidence",
  classifier: "Classifier",
};

/** What is known to be written as JSON, as far as people want to read it. */
const Parts = z.looseObject({
  stars: z.number().optional(),
  comment: z.string().optional(),
  status: z.string().optional(),
  reason: z.string().optional(),
  text: z.string().optional(),
  name: z.string().optional(),
});

const LONGEST = 400;

/** A change as people read it. */
export function changeTexts({ topic, column, what, before, after }: KnowledgeChange) {
  const isNamed = topic === "tag";
  const name = isNamed && what !== null ? `${topics[topic]} “${what}”` : topics[topic];
  const read = (text: string | null) => (text === null ? null : readable(text));
  return {
    what: column === null ? name : `${name} of ${column}`,
    before: [...new Set(before.flatMap((text) => read(text) ?? []))],
    after: read(after),
  };
}

function readable(text: string): string {
  return cut(partsOf(text) ?? (text === "true" ? "added" : text));
}

function partsOf(text: string): string | null {
  if (!text.startsWith("{")) return null;
  try {
    const { stars, comment, status, reason, text: post, name } = Parts.parse(JSON.parse(text));
    const parts = [stars === undefined ? undefined : "★".repeat(stars), status, name, post, comment, reason];
    const shown = parts.filter((part) => part !== undefined && part !== "");
    return shown.length > 0 ? shown.join(" · ") : null;
  } catch {
    // A text that only looks like JSON is shown as it is.
    return null;
  }
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text;
}
