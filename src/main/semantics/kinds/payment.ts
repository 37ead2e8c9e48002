import { isOneDigit, passesLuhn, remainderOf97 } from "../checksums.ts";
import { digitsOrTexts, texts, type Detector } from "../detector.ts";
import { ibanLengths } from "../dictionaries/iban-lengths.ts";
import { isCountryCode } from "../dictionaries/countries.ts";

/** First digits of the issuers' numbers (IIN, ISO/IEC 7812) and their lengths, as the issuers publish them. */
const issuers: readonly (readonly [string, RegExp, readonly number[]])[] = [
  ["Visa", /^4/, [13, 16, 19]],
  ["Mastercard", /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  ["American Express", /^3[47]/, [15]],
  ["Discover", /^(6011|64[4-9]|65)/, [16, 19]],
  ["Diners Club", /^(30[0-5]|3095|36|3[89])/, [14, 16, 19]],
  ["JCB", /^35(2[89]|[3-8])/, [16, 17, 18, 19]],
  ["UnionPay", /^62/, [16, 17, 18, 19]],
  ["Maestro", /^(5018|5020|5038|5893|6304|6759|676[1-3])/, [12, 13, 14, 15, 16, 17, 18, 19]],
  ["Mir", /^220[0-4]/, [16]],
  ["RuPay", /^(60|81|82|508)/, [16]],
];

/** The issuer of a card number, when it is one. */
export function cardIssuer(value: string): string | null {
  if (!/^\d{4}[\d -]{8,20}$/.test(value)) return null;
  const separated = /[ -]/.test(value);
  // Groups as they are embossed: of four digits, or four, six and the rest.
  if (separated && !/^\d{4}([ -])\d{4}(\1\d{1,4}){2,3}$|^\d{4}([ -])\d{6}\3\d{4,5}$/.test(value)) return null;
  const digits = value.replaceAll(/[ -]/g, "");
  if (isOneDigit(digits) || !passesLuhn(digits)) return null;
  return issuers.find(([, starts, lengths]) => starts.test(digits) && lengths.includes(digits.length))?.[0] ?? null;
}

const card: Detector = {
  kind: "payment-card",
  columnKinds: digitsOrTexts,
  match(value) {
    const issuer = cardIssuer(value);
    return issuer === null ? [] : [issuer];
  },
  headers: ["card"],
  opposed: ["order", "product", "productNumber", "isbn", "imei"],
  // One in ten numbers passes Luhn, and of those that start as a card's do, more than that is no accident.
  chance: 0.1,
  alone: 0.9,
  together: 0.99,
  least: 0.7,
  leastWithHeader: 0.3,
  proof: "an issuer's first digits and length, and the Luhn check digit",
};

/** The country of an IBAN, when it is one (ISO 13616). */
export function ibanCountry(value: string): string | null {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9 ]{10,40}$/i.test(value)) return null;
  const compact = value.replaceAll(" ", "").toUpperCase();
  const country = compact.slice(0, 2);
  if (ibanLengths[country] !== compact.length) return null;
  return remainderOf97(compact.slice(4) + compact.slice(0, 4)) === 1 ? country : null;
}

const iban: Detector = {
  kind: "iban",
  columnKinds: texts,
  match(value) {
    const country = ibanCountry(value);
    return country === null ? [] : [country];
  },
  headers: ["iban"],
  opposed: ["product"],
  chance: 0.01,
  alone: 0.96,
  together: 0.99,
  least: 0.3,
  leastWithHeader: 0.1,
  proof: "the country's length and the check digits (mod 97)",
};

const bankCode: Detector = {
  kind: "bank-code",
  columnKinds: texts,
  match: (value) =>
    /^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(value) && isCountryCode(value.slice(4, 6)) ? [""] : [],
  headers: ["bank"],
  opposed: ["personName", "city", "company"],
  chance: 0.4,
  alone: 0.55,
  together: 0.97,
  least: 0.97,
  // Eight letters are also a word: real codes are not all of one length with letters only.
  plausible: (values, header) => header === "for" || values.some((value) => /\d/.test(value)),
  proof: "four letters, a country and a place (BIC, ISO 9362)",
};

export const paymentDetectors: readonly Detector[] = [card, iban, bankCode];
