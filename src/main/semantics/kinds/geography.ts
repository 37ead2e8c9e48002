import { digitsOrTexts, texts, type Detector } from "../detector.ts";
import { isCountryCode, isCountryName, isLongCountryCode } from "../dictionaries/countries.ts";
import { isCity } from "../dictionaries/cities.ts";

const countryCode: Detector = {
  kind: "country",
  columnKinds: texts,
  match(value) {
    if (isCountryCode(value)) return ["ISO 3166 alpha-2"];
    return isLongCountryCode(value) ? ["ISO 3166 alpha-3"] : [];
  },
  oneVariant: true,
  headers: ["country"],
  opposed: ["region", "language", "currency", "code", "product"],
  chance: 0.45,
  alone: 0.75,
  together: 0.97,
  least: 0.98,
  leastWithHeader: 0.7,
  plausible: (values, header) => header === "for" || values.length >= 4,
  proof: "codes of countries (ISO 3166)",
};

const countryName: Detector = {
  ...countryCode,
  match: (value) => (value.length > 3 && value.length < 60 && isCountryName(value) ? ["name"] : []),
  opposed: ["personName", "product"],
  chance: 0.02,
  alone: 0.9,
  least: 0.85,
  plausible: () => true,
  proof: "names of countries",
};

const numbers = ["text", "decimal", "float"] as const;

function degrees(value: string, most: number): boolean {
  return /^[-+]?\d{1,3}\.\d{2,}$/.test(value) && Math.abs(Number(value)) <= most;
}

const latitude: Detector = {
  kind: "latitude",
  columnKinds: numbers,
  match: (value) => (degrees(value, 90) ? [""] : []),
  headers: ["latitude"],
  chance: 0.5,
  alone: 0,
  together: 0.95,
  least: 1,
  leastWithHeader: 0.8,
  proof: "degrees from -90 to 90 under a header of latitudes",
};

const longitude: Detector = {
  ...latitude,
  kind: "longitude",
  match: (value) => (degrees(value, 180) ? [""] : []),
  headers: ["longitude"],
  proof: "degrees from -180 to 180 under a header of longitudes",
};

const coordinates: Detector = {
  kind: "coordinates",
  columnKinds: texts,
  match(value) {
    const pair = /^[([]?\s*([-+]?\d{1,3}\.\d{2,})°?\s*[,; ]\s*([-+]?\d{1,3}\.\d{2,})°?\s*[)\]]?$/.exec(value);
    if (pair) return Math.abs(Number(pair[1])) <= 180 && Math.abs(Number(pair[2])) <= 180 ? [""] : [];
    return /^POINT\s*\(\s*-?\d+(?:\.\d+)?\s+-?\d+(?:\.\d+)?\s*\)$/i.test(value) ? ["WKT"] : [];
  },
  headers: ["coordinates", "latitude", "longitude"],
  chance: 0.05,
  alone: 0.85,
  together: 0.97,
  least: 0.9,
  proof: "a latitude and a longitude",
};

/** Forms of postal codes by country (the Universal Postal Union's addressing systems). */
const postalForms: readonly (readonly [string, RegExp])[] = [
  ["five digits (DE, FR, ES, IT, US …)", /^\d{5}$/],
  ["US with four digits more", /^\d{5}(?:-\d{4})?$/],
  ["four digits (AT, BE, CH, DK, NO …)", /^(?:[A-Z]{1,2}-)?\d{4}$/],
  ["six digits (IN, CN …)", /^[1-9]\d{2} ?\d{3}$/],
  ["SE, CZ, SK, GR", /^\d{3} \d{2}$/],
  ["PL", /^\d{2}-\d{3}$/],
  ["PT", /^\d{4}-\d{3}$/],
  ["BR", /^\d{5}-\d{3}$/],
  ["JP", /^\d{3}-\d{4}$/],
  ["NL", /^[1-9]\d{3} ?[A-Z]{2}$/],
  [
    "GB",
    /^(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d|[A-HK-Y]\d\d|\d[A-Z]|[A-HK-Y]\d[A-Z]) ?\d[ABD-HJLNP-UW-Z]{2})$/,
  ],
  ["CA", /^[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] ?\d[ABCEGHJ-NPRSTV-Z]\d$/],
];
/** Forms that hardly anything else has. */
const tellingForms = new Set(["NL", "GB", "CA"]);

const postalCode: Detector = {
  kind: "postal-code",
  columnKinds: digitsOrTexts,
  match: (value) => postalForms.flatMap(([country, form]) => (form.test(value.toUpperCase()) ? [country] : [])),
  oneVariant: true,
  headers: ["postalCode"],
  chance: 0.5,
  alone: 0,
  together: 0.95,
  least: 1,
  leastWithHeader: 0.6,
  proof: "postal codes of one country's form",
};

const tellingPostalCode: Detector = {
  ...postalCode,
  columnKinds: texts,
  match: (value) =>
    postalForms.flatMap(([country, form]) => (tellingForms.has(country) && form.test(value) ? [country] : [])),
  opposed: ["product", "order", "code", "identifier"],
  chance: 0.2,
  alone: 0.85,
  least: 0.92,
};

const city: Detector = {
  kind: "city",
  columnKinds: texts,
  match: (value) => (isCity(value) ? [""] : []),
  headers: ["city"],
  opposed: ["personName", "givenName", "familyName", "product", "company"],
  chance: 0.02,
  alone: 0.8,
  together: 0.95,
  least: 0.5,
  leastWithHeader: 0.05,
  proof: "names of cities",
};

export const geographyDetectors: readonly Detector[] = [
  countryCode,
  countryName,
  latitude,
  longitude,
  coordinates,
  postalCode,
  tellingPostalCode,
  city,
];
