import { texts, type Detector } from "../detector.ts";
import { isGivenName } from "../dictionaries/given-names.ts";
import { isFamilyName } from "../dictionaries/family-names.ts";
import { isCity } from "../dictionaries/cities.ts";
import { isCountryName } from "../dictionaries/countries.ts";
import { streetForms } from "../dictionaries/street-words.ts";

const part = String.raw`\p{Lu}[\p{L}'’.-]{0,30}`;
const particle = String.raw`(?:(?:von|van|der|den|de|del|della|di|da|dos|das|do|du|la|le|el|al|bin|ter|zu|af)\s+)`;
const wholeName = new RegExp(String.raw`^(?:${part},?\s+)(?:${particle}*${part}\s*){1,4}$`, "u");
const titles =
  /^(?:mr|mrs|ms|miss|dr|prof|herr|frau|m|mme|mlle|sr|sra|srta|sig|sig\.ra|dott|dhr|mevr|pan|pani|ing|univ)\.?\s+/iu;
const upper = /^[\p{Lu}\s'’.-]+$/u;
const company =
  /\b(?:gmbh|ag|kg|ohg|ug|e\.?v|inc|llc|ltd|plc|corp|co|company|group|holding|sons?|and|und|et|sarl|sas|sa|s\.a|srl|spa|s\.p\.a|bv|b\.v|nv|ab|oy|as|a\/s|sp|z o\.?o|lda|ltda|partners|associates|bank|hotel|university|street|road)\b\.?$|&/i;

/** A value as a name is compared: titles away, capitals only where names have them. */
function named(value: string): string {
  const bare = value.trim().replace(titles, "");
  return upper.test(bare)
    ? bare.toLowerCase().replaceAll(/(?<![\p{L}])\p{L}/gu, (letter) => letter.toUpperCase())
    : bare;
}

function looksLikeWholeName(value: string): boolean {
  return value.length <= 60 && wholeName.test(value) && !company.test(value) && !/\d/.test(value);
}

function wholeNameOf(value: string): readonly string[] {
  const name = named(value);
  if (!looksLikeWholeName(name)) return [];
  const words = name.split(/[\s,]+/).filter((word) => word !== "");
  const [first = ""] = words;
  const last = words.at(-1) ?? "";
  const turned = name.includes(",");
  const known = turned
    ? isGivenName(last) || isFamilyName(first)
    : isGivenName(first) || isFamilyName(last) || (isFamilyName(first) && isGivenName(last));
  return known ? [""] : [];
}

const capitalised = /^\p{Lu}[\p{L}'’ -]{1,30}$/u;

function plausibleNames(values: readonly string[], looks: (value: string) => boolean): boolean {
  const places = values.filter((value) => isCity(value) || isCountryName(value)).length;
  return places <= values.length * 0.3 && values.filter(looks).length >= values.length * 0.7;
}

const personName: Detector = {
  kind: "person-name",
  columnKinds: texts,
  match: wholeNameOf,
  headers: ["personName"],
  opposed: ["product", "company", "city", "country", "region", "address"],
  chance: 0.12,
  alone: 0.85,
  together: 0.96,
  least: 0.3,
  leastWithHeader: 0.12,
  plausible: (values) => plausibleNames(values, (value) => looksLikeWholeName(named(value))),
  proof: "given and family names of a dictionary, written as names are",
};

const givenName: Detector = {
  kind: "given-name",
  columnKinds: texts,
  match: (value) => (capitalised.test(named(value)) && isGivenName(named(value)) ? [""] : []),
  headers: ["givenName"],
  opposed: ["product", "company", "city", "country", "region", "familyName", "code", "address"],
  chance: 0.12,
  alone: 0.75,
  together: 0.96,
  least: 0.5,
  leastWithHeader: 0.08,
  plausible: (values) => plausibleNames(values, (value) => capitalised.test(named(value))),
  proof: "given names of a dictionary",
};

const familyName: Detector = {
  ...givenName,
  kind: "family-name",
  match: (value) => (capitalised.test(named(value)) && isFamilyName(named(value)) ? [""] : []),
  headers: ["familyName"],
  opposed: ["product", "company", "city", "country", "region", "givenName", "code", "address"],
  leastWithHeader: 0.05,
  proof: "family names of a dictionary",
};

/** A header that says what is in the column, and values that are written so: names that no dictionary has. */
function byHeader(detector: Detector): Detector {
  return {
    ...detector,
    match: (value) => (capitalised.test(named(value)) ? [""] : []),
    chance: 0.5,
    alone: 0,
    together: 0.75,
    leastWithHeader: 0.9,
    proof: "written as names are, though few are in a dictionary",
  };
}

const address: Detector = {
  kind: "postal-address",
  columnKinds: texts,
  match: (value) =>
    value.length >= 5 && value.length <= 300
      ? streetForms.flatMap(([language, form]) => (form.test(value) ? [language] : []))
      : [],
  headers: ["address"],
  opposed: ["email", "ip", "mac", "url", "product"],
  chance: 0.05,
  alone: 0.85,
  together: 0.97,
  least: 0.4,
  leastWithHeader: 0.1,
  proof: "streets with house numbers",
};

export const peopleDetectors: readonly Detector[] = [
  personName,
  givenName,
  byHeader(givenName),
  familyName,
  byHeader(familyName),
  address,
];
