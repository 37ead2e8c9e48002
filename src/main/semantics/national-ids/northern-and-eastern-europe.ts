import { passesLuhn, passesMod11And10, weightedSum } from "../checksums.ts";
import { startsWithDay, type NationalId } from "./national-id.ts";

/** The century is in the month: 80, 0, 20, 40 or 60 are added (obywatel.gov.pl). */
const pesel: NationalId = {
  name: "PL PESEL",
  form: /^\d{11}$/,
  check(text) {
    const month = Number(text.slice(2, 4));
    return (
      startsWithDay(text, "YYMMDD", Math.floor(month / 20) * 20) &&
      weightedSum(text, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0
    );
  },
  trust: "strong",
};

/** Ten digits with Luhn, the century before or in the sign; a day above 60 is a coordination number (Skatteverket). */
const personnummer: NationalId = {
  name: "SE personnummer",
  form: /^(?:18|19|20)?\d{6}[-+]?\d{4}$/,
  check(text) {
    const short = text.slice(-10);
    const day = Number(short.slice(4, 6));
    const birthday = short.slice(0, 4) + String(day > 60 ? day - 60 : day).padStart(2, "0");
    return startsWithDay(birthday) && passesLuhn(short);
  },
  trust: "strong",
};

const fodselsnummer: NationalId = {
  name: "NO fødselsnummer",
  form: /^\d{6} ?\d{5}$/,
  check(text) {
    const day = Number(text.slice(0, 2));
    const birthday = String(day > 40 ? day - 40 : day).padStart(2, "0") + text.slice(2, 6);
    return (
      startsWithDay(birthday, "DDMMYY") &&
      weightedSum(text, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
      weightedSum(text, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
    );
  },
  trust: "strong",
};

/** Since 2007 the check digit is not kept to, so that the birthday is all there is (cpr.dk). */
const cpr: NationalId = {
  name: "DK CPR number",
  form: /^\d{6}-\d{4}$/,
  check: (text) => startsWithDay(text, "DDMMYY"),
  trust: "checked",
};

const hetu: NationalId = {
  name: "FI henkilötunnus",
  form: /^\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]$/i,
  check(text) {
    const digits = text.slice(0, 6) + text.slice(-4, -1);
    return startsWithDay(text, "DDMMYY") && "0123456789ABCDEFHJKLMNPRSTUVWXY"[Number(digits) % 31] === text.at(-1);
  },
  trust: "strong",
};

/** Women have 50 more in the month; from 2004 on, 20 more where the day is full. */
const rodneCislo: NationalId = {
  name: "CZ/SK rodné číslo",
  form: /^\d{6}\/?\d{4}$/,
  check(text) {
    const month = Number(text.slice(2, 4)) % 50;
    return (
      startsWithDay(text.slice(0, 2) + String(month > 20 ? month - 20 : month).padStart(2, "0") + text.slice(4)) &&
      Number(text) % 11 === 0
    );
  },
  trust: "strong",
};

const cnp: NationalId = {
  name: "RO CNP",
  form: /^[1-8]\d{12}$/,
  check(text) {
    const remainder = weightedSum(text, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
    return startsWithDay(text.slice(1)) && (remainder === 10 ? 1 : remainder) === Number(text[12]);
  },
  trust: "strong",
};

const oib: NationalId = { name: "HR OIB", form: /^\d{11}$/, check: passesMod11And10, trust: "weak" };

const egn: NationalId = {
  name: "BG EGN",
  form: /^\d{10}$/,
  check(text) {
    const month = Number(text.slice(2, 4));
    return (
      startsWithDay(text, "YYMMDD", Math.floor(month / 20) * 20) &&
      (weightedSum(text, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === Number(text[9])
    );
  },
  trust: "checked",
};

/** Estonia and Lithuania share the form: sex and century, birthday, serial number, and a check digit in two rounds. */
const isikukood: NationalId = {
  name: "EE/LT personal code",
  form: /^[1-6]\d{10}$/,
  check(text) {
    const first = weightedSum(text, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
    const second = first < 10 ? first : (weightedSum(text, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11) % 10;
    return startsWithDay(text.slice(1)) && second === Number(text[10]);
  },
  trust: "strong",
};

const turkish: NationalId = {
  name: "TR kimlik numarası",
  form: /^[1-9]\d{9}[02468]$/,
  check(text) {
    const digits = Array.from(text).map(Number);
    const sum = (places: readonly number[]) => places.reduce((total, at) => total + (digits[at] ?? 0), 0);
    const tenth = (((sum([0, 2, 4, 6, 8]) * 7 - sum([1, 3, 5, 7])) % 10) + 10) % 10;
    return tenth === digits[9] && sum([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) % 10 === digits[10];
  },
  trust: "strong",
};

export const northernAndEasternEuropeanIds: readonly NationalId[] = [
  pesel,
  personnummer,
  fodselsnummer,
  cpr,
  hetu,
  rodneCislo,
  cnp,
  oib,
  egn,
  isikukood,
  turkish,
];
