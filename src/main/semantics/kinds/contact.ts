import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/min";
import { texts, digitsOrTexts, type Detector } from "../detector.ts";

/** The mailbox part without quotes, and a domain with a top level, as people have them (RFC 5321 allows more). */
export const emailPattern =
  /[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}){0,8}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})/i;
const wholeEmail = new RegExp(
  `^(?:mailto:)?(?:${emailPattern.source})$|^[^<>@]{1,100}<(?:${emailPattern.source})>$`,
  "iu",
);
const unicodeEmail = /^[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}$/u;
/** Ends of file names after an @, as in logo@2x.png. */
const fileEnd = /\.(png|jpe?g|gif|svg|webp|css|js|ts|json|csv|parquet|txt|pdf|zip|gz)$/i;

/** Whether what is written as an address is no name of a file. */
export function isMailbox(text: string): boolean {
  return !fileEnd.test(text);
}

const email: Detector = {
  kind: "email",
  columnKinds: texts,
  match: (value) =>
    value.includes("@") &&
    value.length <= 320 &&
    (wholeEmail.test(value) || unicodeEmail.test(value)) &&
    isMailbox(value)
      ? [""]
      : [],
  headers: ["email"],
  chance: 0.01,
  alone: 0.95,
  together: 0.99,
  least: 0.3,
  leastWithHeader: 0.1,
  proof: "a mailbox, @ and a domain",
};

const phoneShape = /^(?:tel:)?\+?[\d\s().\-/\u00A0]{6,24}(?:\s?(?:x|ext\.?|#)\s?\d{1,6})?$/i;
/** What is written with the signs of phone numbers and is none: days, addresses of hosts. */
const otherShape =
  /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$|^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$|^\d{1,3}(?:\.\d{1,3}){3}$|^[\d\s]*\.\d+$|^-/;

function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, "");
}

const international: Detector = {
  kind: "phone",
  columnKinds: texts,
  match(value) {
    if (!phoneShape.test(value) || !/^(?:tel:)?\s*(?:\(?\+|00)/.test(value)) return [];
    const parsed = parsePhoneNumberFromString(value.replace(/^(tel:)?\s*\(?(\+|00)/i, "+"));
    return parsed?.isValid() === true ? [parsed.country ?? `+${parsed.countryCallingCode}`] : [];
  },
  headers: ["phone"],
  opposed: ["order", "product", "productNumber", "isbn"],
  chance: 0.1,
  alone: 0.9,
  together: 0.98,
  least: 0.5,
  leastWithHeader: 0.2,
  proof: "a country's calling code and a number of its plan (E.164)",
};

/** Countries whose national forms are tried: where most data in the lexicon's languages comes from. */
const countries: readonly CountryCode[] = [
  "US",
  "GB",
  "DE",
  "FR",
  "ES",
  "IT",
  "PT",
  "BR",
  "NL",
  "BE",
  "PL",
  "SE",
  "AT",
  "CH",
  "IN",
  "AU",
  "MX",
  "DK",
  "IE",
  "ZA",
];

/** Countries in whose plan the number is, written as people of that country write it: with their 0, if they have one. */
function nationalPlans(value: string): string[] {
  if (!phoneShape.test(value) || otherShape.test(value) || value.startsWith("+")) return [];
  const plainValue = value.replace(/\s?(?:x|ext\.?|#)\s?\d+$/i, "");
  const digits = digitsOf(plainValue);
  if (digits.length < 7 || digits.length > 12) return [];
  return countries.filter((country) => {
    const parsed = parsePhoneNumberFromString(plainValue, country);
    if (parsed?.isValid() !== true) return false;
    const national = digitsOf(parsed.formatNational());
    return digits === national || (country === "US" && digits === `1${national}`);
  });
}

const national: Detector = {
  kind: "phone",
  columnKinds: digitsOrTexts,
  match: nationalPlans,
  oneVariant: true,
  headers: ["phone"],
  opposed: ["order", "product", "productNumber", "isbn", "identifier", "nationalId", "postalCode"],
  chance: 0.5,
  alone: 0,
  together: 0.93,
  least: 0.95,
  leastWithHeader: 0.4,
  proof: "numbers of one country's plan, as written there",
};

/** With the signs that people put between groups, national numbers tell themselves from plain numbers. */
const grouped: Detector = {
  ...national,
  columnKinds: texts,
  match: (value) =>
    /\(\d{2,5}\)[\s-]?\d|^0\d{1,4}[\s/-]\d|^\d{2,3}[\s.-]\d{3}[\s.-]\d{3,4}$/.test(value) ? nationalPlans(value) : [],
  chance: 0.3,
  alone: 0.75,
  least: 0.85,
  proof: "numbers of one country's plan, in groups as written there",
};

export const contactDetectors: readonly Detector[] = [email, international, national, grouped];
