import type { BuiltInKind } from "../../../shared/domain/semantics.ts";
import { emailPattern, isMailbox } from "../kinds/contact.ts";
import { cardIssuer, ibanCountry } from "../kinds/payment.ts";

/** Personal data that stands somewhere in longer texts: comments, logs, messages. */
export interface Mention {
  readonly kind: BuiltInKind;
  /** The first that a text has, or null. */
  readonly find: (text: string) => string | null;
  readonly confidence: number;
}

const anyEmail = new RegExp(String.raw`(?<![\w.+-])${emailPattern.source}`, "gi");
const anyIban = /(?<![A-Z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}(?![A-Z0-9])/g;
const anyCard = /(?<![\d.-])\d{4}(?:[ -]?\d){8,15}(?![\d.-])/g;

function firstOf(pattern: RegExp, isOne: (found: string) => boolean): (text: string) => string | null {
  return (text) => {
    for (const [found] of text.matchAll(pattern)) if (isOne(found)) return found;
    return null;
  };
}

export const mentions: readonly Mention[] = [
  { kind: "email", find: firstOf(anyEmail, isMailbox), confidence: 0.85 },
  { kind: "iban", find: firstOf(anyIban, (found) => ibanWithin(found)), confidence: 0.85 },
  // Of numbers in texts one in ten passes by luck: those in groups, as cards are written, hardly do.
  {
    kind: "payment-card",
    find: firstOf(anyCard, (found) => /[ -]/.test(found) && cardIssuer(found) !== null),
    confidence: 0.7,
  },
];

/** A text goes on after an IBAN with words that look like more of it. */
function ibanWithin(found: string): boolean {
  const groups = found.split(" ");
  return groups.some((_, at) => ibanCountry(groups.slice(0, groups.length - at).join(" ")) !== null);
}
