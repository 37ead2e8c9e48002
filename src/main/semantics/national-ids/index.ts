import { digitsOrTexts, type Detector } from "../detector.ts";
import { isNationalId, type NationalId } from "./national-id.ts";
import { northernAndEasternEuropeanIds } from "./northern-and-eastern-europe.ts";
import { idsOfTheRestOfTheWorld } from "./rest-of-the-world.ts";
import { westernEuropeanIds } from "./western-europe.ts";

const all: readonly NationalId[] = [...westernEuropeanIds, ...northernAndEasternEuropeanIds, ...idsOfTheRestOfTheWorld];

const common = {
  kind: "national-id",
  columnKinds: digitsOrTexts,
  oneVariant: true,
  headers: ["nationalId"],
  opposed: ["order", "product", "productNumber", "isbn", "imei", "phone"],
} as const;

function detectorOf(trust: NationalId["trust"], rest: Omit<Detector, keyof typeof common | "match">): Detector {
  const ids = all.filter((id) => id.trust === trust);
  return {
    ...common,
    ...rest,
    match: (value) => (value.length > 24 ? [] : ids.filter((id) => isNationalId(id, value)).map(({ name }) => name)),
  };
}

/** The ids that states give to people, of 36 kinds: a column holds those of one country. */
export const nationalIdDetectors: readonly Detector[] = [
  detectorOf("strong", {
    chance: 0.04,
    alone: 0.93,
    together: 0.99,
    least: 0.8,
    leastWithHeader: 0.3,
    proof: "the country's form and check digits",
  }),
  detectorOf("checked", {
    chance: 0.25,
    alone: 0.85,
    together: 0.97,
    least: 0.95,
    leastWithHeader: 0.5,
    // Of numbers that one check lets through, a few are no proof.
    plausible: (values, header) => header === "for" || values.length >= 4,
    proof: "the country's form and rules",
  }),
  detectorOf("weak", {
    chance: 0.4,
    alone: 0,
    together: 0.9,
    least: 1,
    leastWithHeader: 0.7,
    proof: "the country's form, under a header of such numbers",
  }),
];
