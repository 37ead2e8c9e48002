import type { SemanticFinding } from "../../../shared/domain/semantics.ts";
import type { ColumnSample } from "../column-sample.ts";
import type { Concept } from "../headers/header-words.ts";

/** Part of the samples that must differ from one another for them to tell rows apart. */
const DIFFERENT = 0.98;
/** Different values, and part of the samples, that codes of one list have at most. */
const CODES = { most: 40, share: 0.5 };

type NamedByUse = Pick<SemanticFinding, "kind" | "variant" | "share" | "confidence" | "reasons"> & {
  examples: string[];
};

/**
 * Identifiers and codes: what values of no form of their own are for, as the header says and how often each is there
 * agrees. Null where they do not.
 */
export function namedByUse(
  { name, kind, values }: ColumnSample,
  counts: ReadonlyMap<string, number>,
  concepts: ReadonlySet<Concept>,
): NamedByUse | null {
  if (!["text", "integer", "uuid"].includes(kind) || values.length < 3) return null;
  const coded = [...counts.keys()].filter((value) => /^[\p{L}\d][\p{L}\d_\-./: ]{0,63}$/u.test(value));
  if (coded.length < counts.size * 0.95) return null;
  const seen = values.length.toLocaleString("en");
  const found = (finding: "identifier" | "code", confidence: number, reason: string): NamedByUse => ({
    kind: finding,
    variant: null,
    share: coded.length / counts.size,
    confidence,
    reasons: [reason, `“${name}” says so.`],
    examples: coded,
  });
  if (counts.size >= values.length * DIFFERENT && (concepts.has("identifier") || concepts.has("order"))) {
    if (coded.some((value) => value.includes(" "))) return null;
    return found("identifier", 0.8, `No two of ${seen} values that were looked at are the same.`);
  }
  if (concepts.has("code") && counts.size <= Math.min(CODES.most, values.length * CODES.share)) {
    return found("code", 0.75, `${seen} values that were looked at are ${counts.size} again and again.`);
  }
  return null;
}
