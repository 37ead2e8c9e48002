import { isOneDigit, passesGs1, passesMod11And10, remainderOf97, weightedSum } from "../checksums.ts";
import type { NationalId } from "./national-id.ts";

/** Any letter but those that HMRC does not give out; the suffix is A to D (gov.uk, National Insurance Manual NIM39110). */
const nino: NationalId = {
  name: "GB National Insurance number",
  form: /^[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]$/i,
  check: (text) => /^(?!BG|GB|NK|KN|TN|NT|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z]/.test(text),
  trust: "strong",
};

/** One digit of the first ten comes twice or three times, the others once or not at all (bzst.de). */
function repeatsOneDigit(digits: string): boolean {
  const counts = Array.from({ length: 10 }, (_, digit) => digits.split(String(digit)).length - 1);
  return counts.filter((count) => count > 1).length === 1 && Math.max(...counts) <= 3;
}

const steuerId: NationalId = {
  name: "DE Steuer-ID",
  form: /^[1-9]\d ?\d{3} ?\d{3} ?\d{3}$/,
  check: (text) => repeatsOneDigit(text.slice(0, 10)) && passesMod11And10(text),
  trust: "strong",
};

/** Area, birthday, initial and serial number of the Deutsche Rentenversicherung, with a check digit of digit sums. */
const rentenversicherung: NationalId = {
  name: "DE Sozialversicherungsnummer",
  form: /^\d{2} ?\d{6} ?[A-Z] ?\d{2} ?\d$/i,
  check(text) {
    const digits = `${text.slice(0, 8)}${String(text.charCodeAt(8) - 64).padStart(2, "0")}${text.slice(9)}`;
    const weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
    const sum = weights.reduce((total, weight, at) => {
      const product = weight * Number(digits[at]);
      return total + Math.floor(product / 10) + (product % 10);
    }, 0);
    return sum % 10 === Number(digits[12]);
  },
  trust: "strong",
};

/** Sex, year, month, department (2A and 2B are Corsica), commune, order, and 97 less the remainder. */
const nir: NationalId = {
  name: "FR NIR",
  form: /^[1-478] ?\d{2} ?(?:0[1-9]|1[0-2]|[23]\d|4[0-2]|[5-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}$/i,
  check(text) {
    const digits = text.replace("2A", "19").replace("2B", "18");
    return 97 - remainderOf97(digits.slice(0, 13)) === Number(digits.slice(13));
  },
  trust: "strong",
};

const dniLetters = "TRWAGMYFPDXBNJZSQVHLCKE";

const dni: NationalId = {
  name: "ES DNI/NIE",
  form: /^(?:\d{2}\.?\d{3}\.?\d{3}|[XYZ]-?\d{7})-?[A-Z]$/i,
  check(text) {
    const digits = text.slice(0, -1).replace("X", "0").replace("Y", "1").replace("Z", "2");
    return dniLetters[Number(digits) % 23] === text.at(-1);
  },
  trust: "strong",
};

const omocodia = "LMNPQRSTUV";
/** Values of characters in odd places (Decreto 23 dicembre 1976 of the Italian ministry of finance). */
const oddValues = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

const codiceFiscale: NationalId = {
  name: "IT codice fiscale",
  form: /^[A-Z]{6} ?[\dLMNP-V]{2}[ABCDEHLMPRST][\dLMNP-V]{2} ?[A-Z][\dLMNP-V]{3}[A-Z]$/i,
  check(text) {
    const day = Number(
      Array.from(text.slice(9, 11))
        .map((character) => omocodiaDigit(character))
        .join(""),
    );
    if (day < 1 || (day > 31 && day < 41) || day > 71) return false;
    const sum = Array.from(text.slice(0, 15)).reduce((total, character, at) => {
      const value = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65;
      return total + (at % 2 === 0 ? (oddValues[value] ?? 0) : value);
    }, 0);
    return String.fromCharCode(65 + (sum % 26)) === text[15];
  },
  trust: "strong",
};

function omocodiaDigit(character: string): number {
  const at = omocodia.indexOf(character);
  return at === -1 ? Number(character) : at;
}

const nif: NationalId = {
  name: "PT NIF",
  form: /^[1-35689]\d{2} ?\d{3} ?\d{3}$/,
  check(text) {
    const remainder = weightedSum(text, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    return Number(text[8]) === (remainder < 2 ? 0 : 11 - remainder);
  },
  trust: "weak",
};

const bsn: NationalId = {
  name: "NL BSN",
  form: /^\d{9}$|^\d{4}\.\d{2}\.\d{3}$/,
  check: (text) => !isOneDigit(text) && weightedSum(text, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
  trust: "weak",
};

const rijksregister: NationalId = {
  name: "BE national number",
  form: /^\d{2}\.?\d{2}\.?\d{2}-?\d{3}[.-]?\d{2}$/,
  check(text) {
    const check = Number(text.slice(9));
    const body = text.slice(0, 9);
    const hasBirthday = Number(text.slice(2, 4)) <= 12 && Number(text.slice(4, 6)) <= 31;
    return hasBirthday && (97 - remainderOf97(body) === check || 97 - remainderOf97(`2${body}`) === check);
  },
  trust: "strong",
};

const ahv: NationalId = {
  name: "CH AHV number",
  form: /^756\.?\d{4}\.?\d{4}\.?\d{2}$/,
  check: passesGs1,
  trust: "strong",
};

const pps: NationalId = {
  name: "IE PPS number",
  form: /^\d{7}[A-W][A-IW]?$/i,
  check(text) {
    const second = text[8];
    const extra = second === undefined || second === "W" ? 0 : second.charCodeAt(0) - 64;
    const sum = weightedSum(text, [8, 7, 6, 5, 4, 3, 2]) + extra * 9;
    return "WABCDEFGHIJKLMNOPQRSTUV"[sum % 23] === text[7];
  },
  trust: "strong",
};

const svnr: NationalId = {
  name: "AT Sozialversicherungsnummer",
  form: /^[1-9]\d{3} ?\d{6}$/,
  check(text) {
    const month = Number(text.slice(6, 8));
    const day = Number(text.slice(4, 6));
    const sum = weightedSum(text, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11;
    return month >= 1 && month <= 15 && day >= 1 && day <= 31 && sum === Number(text[3]);
  },
  trust: "checked",
};

export const westernEuropeanIds: readonly NationalId[] = [
  nino,
  steuerId,
  rentenversicherung,
  nir,
  dni,
  codiceFiscale,
  nif,
  bsn,
  rijksregister,
  ahv,
  pps,
  svnr,
];
