import { z } from "zod";

/** Personal data: what tells who somebody is, or how to reach or charge them. */
const personalKinds = [
  "email",
  "phone",
  "payment-card",
  "iban",
  "national-id",
  "ip-address",
  "mac-address",
  "person-name",
  "given-name",
  "family-name",
  "postal-address",
  "date-of-birth",
] as const;

const otherKinds = [
  "identifier",
  "uuid",
  "imei",
  "date",
  "date-time",
  "year",
  "amount",
  "percentage",
  "currency-code",
  "language-code",
  "bank-code",
  "isbn",
  "product-number",
  "version",
  "url",
  "hash",
  "code",
  "country",
  "latitude",
  "longitude",
  "coordinates",
  "postal-code",
  "city",
] as const;

/** What values mean, beyond how they are stored. */
export const BuiltInKind = z.enum([...personalKinds, ...otherKinds]);
export type BuiltInKind = z.infer<typeof BuiltInKind>;

/** What a person's own classifier finds is called after its id. */
const CustomKind = z.templateLiteral(["custom:", z.string().min(1)]);

const SemanticKind = z.union([BuiltInKind, CustomKind]);
export type SemanticKind = z.infer<typeof SemanticKind>;

/** Evidence that a column means something: for a person to confirm or dismiss. */
export const SemanticFinding = z.object({
  kind: SemanticKind,
  personal: z.boolean(),
  /** The convention or country that most of it follows, e.g. `DD.MM.YYYY`, `Visa` or `PL PESEL`; null where there is none. */
  variant: z.string().nullable(),
  /** Where in nested values it was found, e.g. `contacts[].email`; null for values that are not nested. */
  field: z.string().nullable(),
  /** Part of the samples, without nulls, that matched: 0 to 1. */
  share: z.number(),
  /** Samples that were looked at, without nulls. */
  sampled: z.int(),
  /** At most three, with all but a few characters hidden where anything about the column is personal. */
  examples: z.array(z.string()),
  /** 0 to 1. */
  confidence: z.number(),
  /** Sentences for people. */
  reasons: z.array(z.string()),
  /** Stays the same from one sample to the next, and changes with what the evidence is made of. */
  fingerprint: z.string(),
});
export type SemanticFinding = z.infer<typeof SemanticFinding>;

const personal: ReadonlySet<string> = new Set(personalKinds);

/** Whether a built-in kind is personal data. */
export function isPersonalKind(kind: BuiltInKind): boolean {
  return personal.has(kind);
}
