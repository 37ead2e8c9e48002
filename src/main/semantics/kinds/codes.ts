import { passesGs1, passesLuhn } from "../checksums.ts";
import { digitsOrTexts, texts, type Detector } from "../detector.ts";

const uuid: Detector = {
  kind: "uuid",
  columnKinds: ["text", "uuid"],
  match: (value) =>
    /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$|^urn:uuid:[0-9a-f-]{36}$/i.test(value)
      ? [""]
      : [],
  headers: ["identifier"],
  chance: 0.001,
  alone: 0.97,
  together: 0.99,
  least: 0.8,
  proof: "universally unique identifiers (RFC 9562)",
};

function isIsbn(value: string): boolean {
  const text = value.replace(/^isbn[:\s-]*/i, "").replaceAll(/[- ]/g, "");
  if (/^97[89]\d{10}$/.test(text)) return passesGs1(text);
  if (!/^\d{9}[\dX]$/i.test(text)) return false;
  const sum = Array.from(text).reduce(
    (total, digit, at) => total + (10 - at) * (digit.toUpperCase() === "X" ? 10 : Number(digit)),
    0,
  );
  return sum % 11 === 0;
}

const isbn: Detector = {
  kind: "isbn",
  columnKinds: digitsOrTexts,
  match: (value) => (isIsbn(value) ? [""] : []),
  headers: ["isbn"],
  chance: 0.1,
  alone: 0.9,
  together: 0.98,
  least: 0.9,
  proof: "978 or 979, or ten digits, and the check digit of books",
};

const productNumber: Detector = {
  kind: "product-number",
  columnKinds: digitsOrTexts,
  match: (value) => (/^(?:\d{8}|\d{12,14})$/.test(value) && !/^(\d)\1+$/.test(value) && passesGs1(value) ? [""] : []),
  headers: ["productNumber", "product"],
  chance: 0.1,
  alone: 0.85,
  together: 0.97,
  least: 0.92,
  proof: "8, 12, 13 or 14 digits with the check digit of GS1 (EAN, UPC, GTIN)",
};

const imei: Detector = {
  kind: "imei",
  columnKinds: digitsOrTexts,
  // The first two digits are those of a reporting body of the GSMA.
  match: (value) => (/^(?:01|3[35]|4[459]|5[0-4]|8[6]|9[189])\d{13}$/.test(value) && passesLuhn(value) ? [""] : []),
  headers: ["imei"],
  chance: 0.1,
  alone: 0.8,
  together: 0.98,
  least: 0.92,
  proof: "15 digits of a reporting body with the Luhn check digit",
};

const version: Detector = {
  kind: "version",
  columnKinds: texts,
  match: (value) => (/^v?\d{1,5}(?:\.\d{1,6}){1,4}(?:[-+][0-9a-z.-]+)?$/i.test(value) ? [""] : []),
  headers: ["version"],
  opposed: ["ip", "amount", "date", "percent", "latitude", "longitude"],
  chance: 0.4,
  alone: 0.7,
  together: 0.97,
  least: 0.9,
  plausible: (values, header) =>
    header === "for" || values.filter((value) => /^v|\..*\.|[-+][a-z]/i.test(value)).length > values.length * 0.8,
  proof: "numbers of versions, from the greatest step to the smallest",
};

const hash: Detector = {
  kind: "hash",
  columnKinds: texts,
  match(value) {
    if (!/^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i.test(value) || /^\d+$/.test(value)) return [];
    return [{ 32: "128 bits", 40: "160 bits", 64: "256 bits" }[value.length] ?? "512 bits"];
  },
  headers: ["hash"],
  chance: 0.05,
  alone: 0.9,
  together: 0.97,
  least: 0.95,
  proof: "hexadecimal digits of one digest's length",
};

const currencies = new Set(Intl.supportedValuesOf("currency"));

const currency: Detector = {
  kind: "currency-code",
  columnKinds: texts,
  match: (value) => (currencies.has(value) ? [""] : []),
  headers: ["currency"],
  opposed: ["country", "city", "product"],
  chance: 0.1,
  alone: 0.85,
  together: 0.98,
  least: 0.97,
  // TRY, ALL or TOP are words too: codes that stand alone are none of money's.
  plausible: (values, header) =>
    header === "for" || values.some((value) => /^(EUR|USD|GBP|JPY|CHF|CNY|INR|BRL|PLN|SEK)$/.test(value)),
  proof: "codes of currencies (ISO 4217)",
};

/** ISO 639-1. */
const languages = new Set(
  `aa ab af ak am ar as ay az ba be bg bn bo br bs ca cs cy da de dz el en eo es et eu fa fi fo fr fy ga gd gl gu ha he
  hi hr hu hy ia id ig is it ja jv ka kk km kn ko ku ky la lb lo lt lv mg mi mk ml mn mr ms mt my nb ne nl nn no oc or pa
  pl ps pt qu rm ro ru rw sa sc sd si sk sl sm sn so sq sr st su sv sw ta te tg th ti tk tl tn to tr tt ug uk ur uz vi wo
  xh yi yo zh zu`.split(/\s+/),
);

const language: Detector = {
  kind: "language-code",
  columnKinds: texts,
  match: (value) =>
    /^[a-z]{2}(?:[-_][A-Z]{2}|[-_][A-Z][a-z]{3})?$/.test(value) && languages.has(value.slice(0, 2)) ? [""] : [],
  headers: ["language"],
  opposed: ["country", "region"],
  chance: 0.4,
  alone: 0.8,
  together: 0.97,
  least: 0.97,
  plausible: (values, header) => header === "for" || values.some((value) => /^en(?:[-_]|$)/.test(value)),
  proof: "codes of languages (ISO 639)",
};

export const codeDetectors: readonly Detector[] = [uuid, isbn, productNumber, imei, version, hash, currency, language];
