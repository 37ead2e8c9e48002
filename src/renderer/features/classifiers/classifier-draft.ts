import { CustomClassifier } from "../../../shared/domain/custom-classifier.ts";
import { percentOf } from "./classifier-words.ts";

/** A classifier as it stands in the form. */
export interface ClassifierDraft {
  id: string;
  name: string;
  finds: "semantic-type" | "personal-data";
  by: "pattern" | "dictionary";
  pattern: string;
  /** One word a line. */
  words: string;
  ignoreCase: boolean;
  headers: string[];
  percent: number | string;
}

export function newDraft(id: string): ClassifierDraft {
  return {
    id,
    name: "",
    finds: "semantic-type",
    by: "pattern",
    pattern: "",
    words: "",
    ignoreCase: false,
    headers: [],
    percent: 80,
  };
}

/** Null for what the form cannot show: classifiers of formats. */
export function draftOf({ id, name, finds, rule, headers, minimumShare }: CustomClassifier): ClassifierDraft | null {
  if (finds === "format" || rule.by === "delimiter" || rule.by === "lines") return null;
  return {
    ...newDraft(id),
    name,
    finds,
    by: rule.by,
    ...(rule.by === "pattern" ? { pattern: rule.pattern } : { words: rule.words.join("\n") }),
    ignoreCase: rule.ignoreCase,
    headers,
    percent: percentOf(minimumShare),
  };
}

/** The classifier that a draft is, or what it still needs. A name is only wanted to save it. */
export function classifierOf(draft: ClassifierDraft): { classifier: CustomClassifier } | { problem: string } {
  const { id, name, finds, by, pattern, ignoreCase, headers, percent } = draft;
  const words = wordsIn(draft.words);
  if (by === "pattern" && pattern === "") return { problem: "Write a pattern." };
  if (by === "dictionary" && words.length === 0) return { problem: "Write one word or name a line." };
  const parsed = CustomClassifier.safeParse({
    id,
    name: name.trim() === "" ? "New classifier" : name,
    finds,
    rule: by === "pattern" ? { by, pattern, ignoreCase } : { by, words, ignoreCase },
    headers,
    minimumShare: Number(percent) / 100,
  });
  if (parsed.success) return { classifier: parsed.data };
  return { problem: limitText(parsed.error.issues[0]?.path ?? []) };
}

function wordsIn(text: string): string[] {
  const words = text.split(/\r?\n/).map((word) => word.trim());
  return [...new Set(words)].filter((word) => word !== "");
}

function limitText([first, second]: readonly PropertyKey[]): string {
  if (first === "minimumShare") return "The least share is between 1 % and 100 %.";
  if (first === "headers") return "At most 50 words of headers, each of at most 100 characters.";
  if (second === "words") return "At most 20,000 words, each of at most 200 characters.";
  if (second === "pattern") return "A pattern has at most 1,000 characters.";
  return "A name has at most 100 characters.";
}
