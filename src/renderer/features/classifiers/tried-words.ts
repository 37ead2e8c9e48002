import { type TriedClassifier, tryLimits } from "../../../shared/domain/custom-classifier.ts";
import { percentOf } from "./classifier-words.ts";

/** Values of a pasted text, one a line. */
export function valuesIn(text: string): string[] {
  return text.trimEnd().split(/\r?\n/);
}

/** Why values cannot be tried; null when they can. */
export function tooMuch(values: readonly string[]): string | null {
  if (values.length > tryLimits.values) {
    return `These are ${values.length.toLocaleString("en")} values: try at most ${tryLimits.values.toLocaleString("en")}.`;
  }
  const long = values.findIndex((value) => value.length > tryLimits.characters);
  if (long === -1) return null;
  return `The value in line ${(long + 1).toLocaleString("en")} has more than ${tryLimits.characters.toLocaleString("en")} characters.`;
}

/** "4 of 5 values match (80 %): a scan finds it." */
export function triedText({ matched, counted, share, isFound }: TriedClassifier, minimumShare: number): string {
  const percent = Math.floor(share * 1000) / 10;
  const said = `${matched.toLocaleString("en")} of ${counted.toLocaleString("en")} values match (${percent} %)`;
  return isFound
    ? `${said}: a scan finds it.`
    : `${said}: a scan does not find it, as at least ${percentOf(minimumShare)} % must match.`;
}
