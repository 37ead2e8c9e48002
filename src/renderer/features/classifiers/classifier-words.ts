import type { CustomClassifier } from "../../../shared/domain/custom-classifier.ts";
import { plural } from "../../lib/format.ts";

export const findsWords: Record<CustomClassifier["finds"], string> = {
  "semantic-type": "Kind of values",
  "personal-data": "Personal data",
  format: "Format",
};

/** What is said of a classifier that nothing uses yet. */
export const unusedText = "Formats do not use classifiers yet: it is shown only.";

const WORDS_SHOWN = 5;

/** "Pattern M-[0-9]+, in 80 % of the values, under headers with member". */
export function ruleText({ rule, minimumShare, headers }: CustomClassifier): string {
  const under = headers.length === 0 ? "" : `, under headers with ${headers.join(" or ")}`;
  return `${matchText(rule)}, in at least ${percentOf(minimumShare)} % of the values${under}`;
}

function matchText(rule: CustomClassifier["rule"]): string {
  switch (rule.by) {
    case "pattern":
      return `Pattern ${rule.pattern}`;
    case "lines":
      return `Lines ${rule.pattern}`;
    case "delimiter":
      return `Delimiter ${rule.delimiter}`;
    case "dictionary": {
      const shown = rule.words.slice(0, WORDS_SHOWN).join(", ");
      const more = rule.words.length > WORDS_SHOWN ? ", …" : "";
      return `${plural(rule.words.length, "word")}: ${shown}${more}`;
    }
  }
}

/** 0.8 is 80, without what a computer adds to fractions. */
export function percentOf(share: number): number {
  return Math.round(share * 1e6) / 1e4;
}
