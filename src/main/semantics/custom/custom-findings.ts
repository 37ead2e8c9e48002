import { AppError } from "../../../shared/domain/app-error.ts";
import type { CustomClassifier, TriedClassifier } from "../../../shared/domain/custom-classifier.ts";
import type { SemanticFinding } from "../../../shared/domain/semantics.ts";
import { lookedAt, type ColumnSample } from "../column-sample.ts";
import { plain } from "../headers/header-words.ts";
import { compileClassifier, type CompiledClassifier } from "./compile-classifier.ts";

interface CustomFinding extends Pick<SemanticFinding, "kind" | "variant" | "share" | "confidence" | "reasons"> {
  examples: string[];
  personal: boolean;
}

/** Compiled once: a scan asks for every column. */
const compiled = new WeakMap<CustomClassifier, CompiledClassifier>();

function compiledOf(classifier: CustomClassifier): CompiledClassifier {
  const known = compiled.get(classifier);
  if (known) return known;
  const made = compileClassifier(classifier);
  compiled.set(classifier, made);
  return made;
}

/** What a person's own classifiers say of a sample. */
export function customFindings(sample: ColumnSample, classifiers: readonly CustomClassifier[]): CustomFinding[] {
  return classifiers.flatMap((classifier) => {
    const { matchesValue } = compiledOf(classifier);
    if (!matchesValue || !speaksOf(classifier, sample.name)) return [];
    const matched = sample.values.filter((value) => matchesValue(value));
    const share = matched.length / sample.values.length;
    if (!isEnough(classifier, matched.length, share)) return [];
    return {
      kind: `custom:${classifier.id}` as const,
      variant: classifier.name,
      personal: classifier.finds === "personal-data",
      share,
      // A person said what it is: what is left to doubt is the part that does not match.
      confidence: 0.6 + 0.39 * share,
      examples: [...new Set(matched)],
      reasons: [
        `${Math.round(share * 100)} % of ${sample.values.length.toLocaleString("en")} values that were looked at match the classifier “${classifier.name}”.`,
      ],
    };
  });
}

function isEnough({ minimumShare }: CustomClassifier, matched: number, share: number): boolean {
  return matched > 0 && share >= minimumShare;
}

/** What a classifier says of the values of a column under a fitting header. INVALID_INPUT for one that does not work. */
export function tryClassifier(classifier: CustomClassifier, values: readonly string[]): TriedClassifier {
  const { matchesValue } = compiledOf(classifier);
  if (!matchesValue) {
    throw new AppError("INVALID_INPUT", `“${classifier.name}” looks at the lines of files, not at values.`, {
      hint: "Formats do not use classifiers yet.",
      details: { field: "finds" },
    });
  }
  const matches = values.map((value) => {
    const looked = lookedAt(value);
    return looked === "" ? null : matchesValue(looked);
  });
  const counted = matches.filter((match) => match !== null).length;
  const matched = matches.filter((match) => match === true).length;
  const share = counted === 0 ? 0 : matched / counted;
  return { matches, matched, counted, share, isFound: isEnough(classifier, matched, share) };
}

/** Words stand in a header whatever is between them: "member number" in `MemberNumber`. */
function speaksOf({ headers }: CustomClassifier, name: string): boolean {
  const joined = joinedWords(name);
  return headers.length === 0 || headers.some((header) => joined.includes(joinedWords(header)));
}

/** Letters and digits of any script; of a text without them all of it, as nothing would be in every header. */
function joinedWords(text: string): string {
  const form = plain(text);
  return form.replaceAll(/[^\p{L}\p{N}]+/gu, "") || form;
}

/** The classifiers that find the format of a text by its first lines, in their order. */
export function customFormats(
  lines: readonly string[],
  classifiers: readonly CustomClassifier[],
): readonly CustomClassifier[] {
  const shown = lines.filter((line) => line.trim() !== "");
  return classifiers.filter((classifier) => compiledOf(classifier).matchesLines?.(shown) === true);
}
