import { isDay, isOneDigit, passesLuhn, passesVerhoeff, weightedSum } from "../checksums.ts";
import { startsWithDay, type NationalId } from "./national-id.ts";

/** No area is 000, 666 or 9xx, no group 00, no serial number 0000 (ssa.gov/employer/randomization.html). */
function isSsn(text: string): boolean {
  return /^(?!000|666|9\d\d)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(text) && text !== "078051120" && !isOneDigit(text);
}

const ssn: NationalId = { name: "US SSN", form: /^\d{3}([- ])\d{2}\1\d{4}$/, check: isSsn, trust: "checked" };
const plainSsn: NationalId = { ...ssn, form: /^\d{9}$/, trust: "weak" };

const itin: NationalId = {
  name: "US ITIN",
  form: /^9\d{2}-[5-9]\d-\d{4}$/,
  check: () => true,
  trust: "checked",
};

const canadianSin: NationalId = {
  name: "CA SIN",
  form: /^[1-79]\d{2}([ -]?)\d{3}\1\d{3}$/,
  check: (text) => !isOneDigit(text) && passesLuhn(text),
  trust: "weak",
};

/** Two check digits, each by weights that fall to 2 (Receita Federal). */
function cpfDigit(text: string, length: number): number {
  const weights = Array.from({ length }, (_, at) => length + 1 - at);
  const remainder = weightedSum(text, weights) % 11;
  return remainder < 2 ? 0 : 11 - remainder;
}

const cpf: NationalId = {
  name: "BR CPF",
  form: /^\d{3}\.\d{3}\.\d{3}-\d{2}$|^\d{9}-?\d{2}$/,
  check: (text) =>
    !isOneDigit(text) && cpfDigit(text, 9) === Number(text[9]) && cpfDigit(text, 10) === Number(text[10]),
  trust: "strong",
};

const aadhaar: NationalId = {
  name: "IN Aadhaar",
  form: /^[2-9]\d{3}([ -]?)\d{4}\1\d{4}$/,
  check: (text) => !isOneDigit(text) && passesVerhoeff(text),
  trust: "checked",
};

/** Five letters, of which the fourth says what the holder is, four digits, a letter (incometax.gov.in). */
const pan: NationalId = {
  name: "IN PAN",
  form: /^[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z]$/,
  check: () => true,
  trust: "checked",
};

const curp: NationalId = {
  name: "MX CURP",
  form: /^[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[A-Z\d]\d$/i,
  check(text) {
    const alphabet = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";
    const sum = Array.from(text.slice(0, 17)).reduce(
      (total, character, at) => total + alphabet.indexOf(character) * (18 - at),
      0,
    );
    return startsWithDay(text.slice(4)) && (10 - (sum % 10)) % 10 === Number(text[17]);
  },
  trust: "strong",
};

const rut: NationalId = {
  name: "CL RUT",
  form: /^\d{1,2}\.?\d{3}\.?\d{3}-[\dK]$/i,
  check(text) {
    const sum = Array.from(text.slice(0, -1))
      .toReversed()
      .reduce((total, digit, at) => total + Number(digit) * ((at % 6) + 2), 0);
    return "0K987654321"[sum % 11] === text.at(-1);
  },
  trust: "strong",
};

/** Area, birthday, order and a check character of ISO 7064 mod 11, 2 (GB 11643). */
const chinese: NationalId = {
  name: "CN resident identity number",
  form: /^[1-8]\d{16}[\dX]$/i,
  check: (text) =>
    isDay(Number(text.slice(6, 10)), Number(text.slice(10, 12)), Number(text.slice(12, 14))) &&
    "10X98765432"[weightedSum(text, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11] === text[17],
  trust: "strong",
};

/** New numbers since 2020 keep no check digit, so that only the form and the birthday are looked at. */
const korean: NationalId = {
  name: "KR resident registration number",
  form: /^\d{6}-[1-8]\d{6}$/,
  check: (text) => startsWithDay(text),
  trust: "strong",
};

const southAfrican: NationalId = {
  name: "ZA identity number",
  form: /^\d{6} ?\d{4} ?[012]\d{2}$/,
  check: (text) => startsWithDay(text) && passesLuhn(text),
  trust: "strong",
};

const nric: NationalId = {
  name: "SG NRIC",
  form: /^[STFG]\d{7}[A-Z]$/i,
  check(text) {
    const sum = weightedSum(text.slice(1), [2, 7, 6, 5, 4, 3, 2]) + (/^[TG]/.test(text) ? 4 : 0);
    return (/^[ST]/.test(text) ? "JZIHGFEDCBA" : "XWUTRQPNMLK")[sum % 11] === text[8];
  },
  trust: "strong",
};

const australianTfn: NationalId = {
  name: "AU TFN",
  form: /^\d{3} ?\d{3} ?\d{3}$/,
  check: (text) => !isOneDigit(text) && weightedSum(text, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
  trust: "weak",
};

export const idsOfTheRestOfTheWorld: readonly NationalId[] = [
  ssn,
  plainSsn,
  itin,
  canadianSin,
  cpf,
  aadhaar,
  pan,
  curp,
  rut,
  chinese,
  korean,
  southAfrican,
  nric,
  australianTfn,
];
