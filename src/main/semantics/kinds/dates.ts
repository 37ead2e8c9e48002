import { isDay } from "../checksums.ts";
import type { Detector } from "../detector.ts";
import { plain } from "../headers/header-words.ts";

const languages = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv"];

let monthNames: ReadonlySet<string> | null = null;

/** Names of months in the lexicon's languages, long and short, as the runtime's own CLDR data has them. */
function isMonthName(word: string): boolean {
  monthNames ??= new Set(
    languages.flatMap((language) =>
      (["long", "short"] as const).flatMap((style) =>
        Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2024, month, 5))).flatMap((day) =>
          [{ month: style }, { month: style, day: "numeric" as const }].flatMap((parts) =>
            new Intl.DateTimeFormat(language, { ...parts, timeZone: "UTC" })
              .formatToParts(day)
              .filter(({ type }) => type === "month")
              .map(({ value }) => plain(value).replaceAll(".", "")),
          ),
        ),
      ),
    ),
  );
  return monthNames.has(plain(word).replaceAll(".", ""));
}

const clock = String.raw`(?:[T ,]+(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?)`;
const yearFirst = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(${clock})?$`);
const yearLast = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(${clock})?$`);
const named = new RegExp(
  String.raw`^(?:\p{L}{2,12}\.?,? )?(?:(\d{1,2})(?:\.|er|º|st|nd|rd|th)?[ -](?:de )?(\p{L}{3,12}\.?)[ ,-]+(?:de )?(\d{4}|\d{2})|(\p{L}{3,12}\.?) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4}))(${clock})?$`,
  "u",
);

interface WrittenDate {
  conventions: string[];
  hasClock: boolean;
}

/** The conventions that a text is a date in: more than one where day and month can be either. */
function writtenDate(value: string): WrittenDate | null {
  if (value.length < 6 || value.length > 48) return null;
  return numbersOf(value) ?? wordsOf(value) ?? digitsOf(value);
}

function numbersOf(value: string): WrittenDate | null {
  const first = yearFirst.exec(value);
  if (first) {
    const [, year, sign, month, day, time] = first;
    if (!isPlausible(Number(year), Number(month), Number(day))) return null;
    return { conventions: [`YYYY${sign}MM${sign}DD`], hasClock: time !== undefined };
  }
  const last = yearLast.exec(value);
  if (!last) return null;
  const [, one, sign, two, year = "", time] = last;
  const full = year.length === 4 ? Number(year) : 2000 + Number(year);
  const conventions = [
    ...(isPlausible(full, Number(two), Number(one)) ? [`DD${sign}MM${sign}${"Y".repeat(year.length)}`] : []),
    ...(sign !== "." && isPlausible(full, Number(one), Number(two))
      ? [`MM${sign}DD${sign}${"Y".repeat(year.length)}`]
      : []),
  ];
  return conventions.length > 0 ? { conventions, hasClock: time !== undefined } : null;
}

function wordsOf(value: string): WrittenDate | null {
  const found = named.exec(value);
  if (!found) return null;
  const [, day, month, , otherMonth, otherDay, , time] = found;
  const number = Number(day ?? otherDay);
  if (!isMonthName(month ?? otherMonth ?? "") || number < 1 || number > 31) return null;
  return { conventions: [day === undefined ? "month day, year" : "day month year"], hasClock: time !== undefined };
}

function digitsOf(value: string): WrittenDate | null {
  const found = /^(\d{4})(\d{2})(\d{2})(?:T?([01]\d|2[0-3])[0-5]\d[0-5]\dZ?)?$/.exec(value);
  if (!found || !isPlausible(Number(found[1]), Number(found[2]), Number(found[3]))) return null;
  return { conventions: ["YYYYMMDD"], hasClock: found[4] !== undefined };
}

function isPlausible(year: number, month: number, day: number): boolean {
  return year >= 1800 && year <= 2200 && isDay(year, month, day);
}

const dateKinds = ["text", "date", "timestamp", "integer"] as const;

const date: Detector = {
  kind: "date",
  columnKinds: dateKinds,
  match(value) {
    const written = writtenDate(value);
    return written && !written.hasClock ? written.conventions : [];
  },
  oneVariant: true,
  headers: ["date", "birthDate"],
  opposed: ["version", "order", "product", "phone"],
  chance: 0.05,
  alone: 0.9,
  together: 0.98,
  least: 0.8,
  proof: "days of the calendar in one convention",
};

const dateTime: Detector = {
  ...date,
  kind: "date-time",
  match(value) {
    const written = writtenDate(value);
    return written?.hasClock === true ? written.conventions : [];
  },
  headers: ["date"],
  proof: "days of the calendar with a time, in one convention",
};

const epoch: Detector = {
  ...date,
  kind: "date-time",
  columnKinds: ["text", "integer"],
  // 2001 to 2065 in seconds or milliseconds since 1970.
  match(value) {
    if (/^[12]\d{9}$/.test(value)) return ["seconds since 1970"];
    return /^[12]\d{12}$/.test(value) ? ["milliseconds since 1970"] : [];
  },
  opposed: ["order", "product", "phone", "identifier", "amount"],
  chance: 0.5,
  alone: 0,
  together: 0.85,
  proof: "moments counted from 1970",
};

const birthDate: Detector = {
  ...date,
  kind: "date-of-birth",
  match: (value) => writtenDate(value)?.conventions ?? [],
  headers: ["birthDate"],
  alone: 0,
  together: 0.95,
  plausible: (values) => values.every((value) => !/\b20[3-9]\d\b/.test(value)),
  proof: "days of the calendar under a header of births",
};

const year: Detector = {
  kind: "year",
  columnKinds: ["text", "integer"],
  match: (value) => (/^(?:1[89]|20|21)\d{2}$/.test(value) ? [""] : []),
  headers: ["year"],
  opposed: ["postalCode", "order", "amount", "product"],
  chance: 0.6,
  alone: 0,
  together: 0.93,
  least: 0.95,
  proof: "years of four digits",
};

export const dateDetectors: readonly Detector[] = [date, dateTime, epoch, birthDate, year];
