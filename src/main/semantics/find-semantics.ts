import type { ColumnKind } from "../../shared/domain/columns.ts";
import type { CustomClassifier } from "../../shared/domain/custom-classifier.ts";
import { isPersonalKind, type SemanticFinding } from "../../shared/domain/semantics.ts";
import { samplesOf, type ColumnSample } from "./column-sample.ts";
import { customFindings } from "./custom/custom-findings.ts";
import type { Detector } from "./detector.ts";
import { fingerprintOf } from "./evidence/fingerprint.ts";
import { namedByUse } from "./evidence/identifiers.ts";
import { masked, shortened } from "./evidence/mask.ts";
import { matchesOf, mayMatch, type Matches } from "./evidence/matches.ts";
import { mentions } from "./evidence/mentions.ts";
import { confidenceOf, headerOf, type HeaderSays } from "./evidence/weigh.ts";
import { conceptsOf, type Concept } from "./headers/header-words.ts";
import { amountDetectors } from "./kinds/amounts.ts";
import { codeDetectors } from "./kinds/codes.ts";
import { contactDetectors } from "./kinds/contact.ts";
import { dateDetectors } from "./kinds/dates.ts";
import { geographyDetectors } from "./kinds/geography.ts";
import { networkDetectors } from "./kinds/network.ts";
import { paymentDetectors } from "./kinds/payment.ts";
import { peopleDetectors } from "./kinds/people.ts";
import { nationalIdDetectors } from "./national-ids/index.ts";

const detectors: readonly Detector[] = [
  ...contactDetectors,
  ...paymentDetectors,
  ...nationalIdDetectors,
  ...networkDetectors,
  ...peopleDetectors,
  ...dateDetectors,
  ...amountDetectors,
  ...codeDetectors,
  ...geographyDetectors,
];

/** Least confidence that is shown to people. */
const LEAST = 0.5;
const EXAMPLES = 3;

export interface SemanticsColumn {
  name: string;
  /** Its kind, and the engine's own type. */
  type: { kind: ColumnKind; type: string };
  /** The engine's exact texts; nested values are JSON. A few hundred tell all. */
  values: readonly (string | null)[];
}

export interface SemanticsContext {
  table: string;
  classifiers: readonly CustomClassifier[];
}

/** What is known of a kind in a sample before it is written up. */
interface Evidence extends Pick<SemanticFinding, "kind" | "variant" | "share" | "confidence" | "reasons"> {
  header: HeaderSays;
  examples: readonly string[];
  personal: boolean;
}

/** What the values of a column mean, the most confident first: at most one kind of each whole value, and mentions. */
export function findSemantics(column: SemanticsColumn, context: SemanticsContext): readonly SemanticFinding[] {
  return samplesOf(column)
    .flatMap((sample) => findingsOf(sample, context))
    .toSorted((one, other) => other.confidence - one.confidence);
}

function findingsOf(sample: ColumnSample, context: SemanticsContext): SemanticFinding[] {
  const total = sample.values.length;
  if (total === 0 || sample.kind === "boolean") return [];
  const counts = new Map<string, number>();
  for (const value of sample.values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const concepts = meaningOf(sample.name, context);
  const looked: Looked = { sample, counts, distinct: [...counts.keys()], concepts };
  const whole = bestOf(detectors.flatMap((detector) => evidenceOf(detector, looked) ?? []));
  const found: Evidence[] = [
    ...whole,
    ...mentionsIn(sample, whole),
    ...customFindings(sample, context.classifiers).map((custom) => ({ ...custom, header: "silent" as const })),
  ];
  if (found.length === 0) {
    const use = namedByUse(sample, counts, concepts);
    if (use) found.push({ ...use, header: "for", personal: false });
  }
  const hides = found.some(({ personal }) => personal);
  return found.map(({ examples, header, ...finding }) => ({
    ...finding,
    field: sample.field,
    sampled: total,
    examples: examples.slice(0, EXAMPLES).map((example) => (hides ? masked(example) : shortened(example))),
    fingerprint: fingerprintOf({
      kind: finding.kind,
      field: sample.field,
      variant: finding.kind === "national-id" ? finding.variant : null,
      header,
      share: finding.share,
    }),
  }));
}

/** Of a bare `name` the table tells whose: of `products` it is no person's. */
function meaningOf(name: string, { table }: SemanticsContext): ReadonlySet<Concept> {
  const concepts = conceptsOf(name);
  if (!concepts.has("personName")) return concepts;
  const ofTable = conceptsOf(table);
  const others = (["product", "company", "city", "country", "region"] as const).filter((concept) =>
    ofTable.has(concept),
  );
  const isBare = /^[^a-z]*(?:name|nome|nombre|nom|naam|namn)[^a-z]*$/i.test(name);
  if (!isBare || others.length === 0) return concepts;
  return new Set([...[...concepts].filter((concept) => concept !== "personName"), ...others]);
}

interface Looked {
  sample: ColumnSample;
  counts: ReadonlyMap<string, number>;
  distinct: readonly string[];
  concepts: ReadonlySet<Concept>;
}

function evidenceOf(detector: Detector, { sample, counts, distinct, concepts }: Looked): Evidence | null {
  if (!detector.columnKinds.includes(sample.kind)) return null;
  const header = headerOf(detector, concepts);
  // What is found only with its header costs nothing without it: to read numbers by twenty plans of telephones does.
  if (header !== "for" && (detector.alone === 0 || !mayMatch(detector, distinct))) return null;
  const matches = matchesOf(detector, counts, sample.values.length);
  if (!matches) return null;
  const confidence = confidenceOf(detector, matches, header);
  if (confidence < LEAST) return null;
  return {
    kind: detector.kind,
    personal: isPersonalKind(detector.kind),
    variant: matches.variant,
    share: matches.share,
    confidence,
    header,
    examples: matches.distinct,
    reasons: reasonsOf(detector, matches, header, sample),
  };
}

function reasonsOf(
  { proof }: Detector,
  { share, variant }: Matches,
  header: HeaderSays,
  sample: ColumnSample,
): string[] {
  const part = share >= 0.995 ? "All" : `${Math.max(1, Math.round(share * 100))} % of`;
  const looked = `${part} ${sample.values.length.toLocaleString("en")} values that were looked at are ${proof}`;
  return [
    variant === null ? `${looked}.` : `${looked}: ${variant}.`,
    ...(header === "for" ? [`“${sample.name}” says so.`] : []),
    ...(header === "against" ? [`“${sample.name}” says something else.`] : []),
  ];
}

/** A value is one thing: the kind with the best evidence. A birthday is a date too. */
function bestOf(found: readonly Evidence[]): Evidence[] {
  const [best] = found.toSorted((one, other) => other.confidence - one.confidence);
  if (!best) return [];
  const birthday = found.find(({ kind }) => kind === "date-of-birth");
  if (birthday && birthday !== best && (best.kind === "date" || best.kind === "date-time")) return [birthday, best];
  return [best];
}

const wholeKinds: ReadonlySet<string> = new Set(["uuid", "url", "hash", "email", "iban", "payment-card"]);

/** Texts shorter than this hold one value: what stands in them is not in passing. */
const SHORT = 12;

function mentionsIn(sample: ColumnSample, whole: readonly Evidence[]): Evidence[] {
  if (sample.kind !== "text") return [];
  // What is one code or address as a whole holds no others.
  if (whole.some(({ kind }) => wholeKinds.has(kind))) return [];
  return mentions.flatMap(({ kind, find, confidence }) => {
    const found = sample.values.filter((value) => value.length > SHORT).flatMap((value) => find(value) ?? []);
    if (found.length === 0) return [];
    const share = found.length / sample.values.length;
    const rows = found.length === 1 ? "1 text" : `${found.length.toLocaleString("en")} texts`;
    return {
      kind,
      personal: true,
      variant: null,
      share,
      confidence,
      header: "silent" as const,
      examples: [...new Set(found)],
      reasons: [`It stands in ${rows} of ${sample.values.length.toLocaleString("en")} that were looked at.`],
    };
  });
}
