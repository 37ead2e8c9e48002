import { AppError } from "../../../shared/domain/app-error.ts";
import type { CustomClassifier } from "../../../shared/domain/custom-classifier.ts";
import { plain } from "../headers/header-words.ts";
import { linearPattern } from "./linear-pattern.ts";

/** A classifier that has been found to work. */
export interface CompiledClassifier {
  readonly classifier: CustomClassifier;
  /** Whether a value is of the kind; null for one that finds formats. */
  readonly matchesValue: ((value: string) => boolean) | null;
  /** Whether the first lines of a text are of the format; null for one that finds kinds of values. */
  readonly matchesLines: ((lines: readonly string[]) => boolean) | null;
}

/** INVALID_INPUT with the field that is wrong, in words for whoever wrote it. */
export function compileClassifier(classifier: CustomClassifier): CompiledClassifier {
  const { rule, finds } = classifier;
  const ofFormat = rule.by === "delimiter" || rule.by === "lines";
  if (ofFormat !== (finds === "format")) {
    throw new AppError(
      "INVALID_INPUT",
      ofFormat
        ? `“${classifier.name}” looks at the lines of files, so it can only find a format.`
        : `“${classifier.name}” looks at values, so it cannot find a format.`,
      { hint: "Choose what it finds, or another rule.", details: { field: "finds" } },
    );
  }
  return { classifier, ...rulesOf(classifier.rule, classifier.minimumShare) };
}

function rulesOf(rule: CustomClassifier["rule"], minimumShare: number): Omit<CompiledClassifier, "classifier"> {
  switch (rule.by) {
    case "pattern": {
      const pattern = linearPattern(rule.pattern, rule);
      return { matchesValue: (value) => pattern.matches(value), matchesLines: null };
    }
    case "dictionary":
      return { matchesValue: dictionaryOf(rule.words, rule.ignoreCase), matchesLines: null };
    case "lines": {
      const pattern = linearPattern(rule.pattern, { ignoreCase: false });
      return {
        matchesValue: null,
        matchesLines: (lines) => hasShare(lines, minimumShare, (line) => pattern.matches(line)),
      };
    }
    case "delimiter":
      return { matchesValue: null, matchesLines: delimitedBy(rule, minimumShare) };
  }
}

function dictionaryOf(words: readonly string[], ignoreCase: boolean): (value: string) => boolean {
  const form = (text: string) => (ignoreCase ? plain(text.trim()) : text.trim());
  const known = new Set(words.map(form).filter((word) => word !== ""));
  if (known.size === 0) {
    throw new AppError("INVALID_INPUT", "The dictionary has no word in it.", {
      hint: "Write one word or name a line.",
      details: { field: "words" },
    });
  }
  return (value) => known.has(form(value));
}

function hasShare(lines: readonly string[], share: number, matches: (line: string) => boolean): boolean {
  return lines.length > 0 && lines.filter(matches).length >= lines.length * share;
}

function delimitedBy(
  { delimiter, quote, columns }: Extract<CustomClassifier["rule"], { by: "delimiter" }>,
  share: number,
): (lines: readonly string[]) => boolean {
  if (/[\r\n]/.test(delimiter) || delimiter === quote) {
    throw new AppError(
      "INVALID_INPUT",
      "The delimiter must be something that can stand between two fields of a line.",
      {
        hint:
          delimiter === quote
            ? "It is the quote too: choose another for one of them."
            : "It cannot be the end of a line.",
        details: { field: "delimiter" },
      },
    );
  }
  return (lines) => {
    const [first, ...rest] = lines.map((line) => fieldsOf(line, delimiter, quote));
    if (!first || first.length < 2) return false;
    if (columns && !columns.every((column) => first.includes(column))) return false;
    return rest.length === 0 || rest.filter((fields) => fields.length === first.length).length >= rest.length * share;
  };
}

function fieldsOf(line: string, delimiter: string, quote: string | null): string[] {
  const fields: string[] = [];
  let field = "";
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === quote) {
      quoted = !quoted;
    } else if (!quoted && line.startsWith(delimiter, at)) {
      fields.push(field.trim());
      field = "";
      at += delimiter.length - 1;
    } else {
      field += line[at];
    }
  }
  return [...fields, field.trim()];
}
