import type { Detector } from "../detector.ts";

const money = String.raw`(?:[$€£¥₹₺₽₩]|US\$|R\$|zł|kr\.?|Kč|Fr\.|CHF|EUR|USD|GBP|PLN|SEK|BRL|INR|JPY)`;
const number = String.raw`[-+]?(?:\d{1,3}(?:[.,'\u00A0\u202F ]\d{3})+|\d+)(?:[.,]\d{1,4})?`;
const withMoney = new RegExp(String.raw`^\(?-?(?:${money}\s?${number}|${number}\s?${money})\)?$`, "i");
const plainNumber = new RegExp(String.raw`^\(?${number}\)?$`);

const written: Detector = {
  kind: "amount",
  columnKinds: ["text"],
  match: (value) => (value.length <= 40 && withMoney.test(value) ? [conventionOf(value)] : []),
  headers: ["amount"],
  chance: 0.02,
  alone: 0.95,
  together: 0.98,
  least: 0.6,
  proof: "numbers with a currency",
};

const counted: Detector = {
  ...written,
  columnKinds: ["text", "integer", "decimal", "float"],
  match: (value) => (value.length <= 40 && plainNumber.test(value) ? [conventionOf(value)] : []),
  opposed: ["percent", "currency", "identifier", "order", "code", "date", "year"],
  chance: 0.5,
  alone: 0,
  together: 0.85,
  least: 0.95,
  leastWithHeader: 0.9,
  // Of whole numbers of one length, more are numbers of things than sums.
  plausible: (values) =>
    values.some((value) => /[.,]/.test(value)) || new Set(values.map(({ length }) => length)).size > 1,
  proof: "numbers under a header of money",
};

function conventionOf(value: string): string {
  if (/\d,\d{1,2}\D*$/.test(value)) return "decimal comma";
  return /\d\.\d{1,4}\D*$/.test(value) ? "decimal point" : "";
}

const percentage: Detector = {
  kind: "percentage",
  columnKinds: ["text"],
  match: (value) => (/^[-+]?\d{1,4}(?:[.,]\d{1,6})?\s?%$/.test(value) ? [""] : []),
  headers: ["percent"],
  chance: 0.01,
  alone: 0.97,
  together: 0.99,
  least: 0.8,
  proof: "numbers with %",
};

const share: Detector = {
  ...percentage,
  columnKinds: ["integer", "decimal", "float"],
  match: (value) => (Math.abs(Number(value)) <= 100 ? [""] : []),
  opposed: ["amount"],
  chance: 0.5,
  alone: 0,
  together: 0.75,
  least: 0.9,
  leastWithHeader: 0.95,
  proof: "numbers up to 100 under a header of shares",
};

export const amountDetectors: readonly Detector[] = [written, counted, percentage, share];
