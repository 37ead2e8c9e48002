import { z } from "zod";

/** Values that match are of the kind. */
const PatternRule = z.object({
  by: z.literal("pattern"),
  /** In RE2's syntax; the whole value must match. */
  pattern: z.string().min(1).max(1000),
  ignoreCase: z.boolean(),
});

/** Values that are in the list are of the kind. */
const DictionaryRule = z.object({
  by: z.literal("dictionary"),
  words: z.array(z.string().min(1).max(200)).min(1).max(20_000),
  ignoreCase: z.boolean(),
});

/** Texts whose lines have the same number of fields, with these first ones where `columns` is given, are of the format. */
const DelimiterRule = z.object({
  by: z.literal("delimiter"),
  delimiter: z.string().min(1).max(4),
  quote: z.string().length(1).nullable(),
  /** Names in the first line, all of which must be there; null is any. */
  columns: z.array(z.string().min(1).max(200)).max(1000).nullable(),
});

/** Texts of which each line matches are of the format. */
const LinesRule = z.object({
  by: z.literal("lines"),
  /** In RE2's syntax; named groups are the columns. */
  pattern: z.string().min(1).max(1000),
});

/** A person's own way to tell a kind of values, or a format of files. */
export const CustomClassifier = z.object({
  id: z.string().min(1).max(100),
  /** What it finds, for people. */
  name: z.string().trim().min(1).max(100),
  finds: z.enum(["semantic-type", "personal-data", "format"]),
  rule: z.discriminatedUnion("by", [PatternRule, DictionaryRule, DelimiterRule, LinesRule]),
  /** Words of headers without which it finds nothing; empty is any header. */
  headers: z.array(z.string().trim().min(1).max(100)).max(50),
  /** Least share of the values, without nulls, that must match. */
  minimumShare: z.number().min(0.01).max(1),
});
export type CustomClassifier = z.infer<typeof CustomClassifier>;

/** The most that a classifier is tried on before it is saved. */
export const tryLimits = { values: 1000, characters: 1000 };

/** What a classifier says of values that a person has given, as a scan would of a column of them. */
export const TriedClassifier = z.object({
  /** Whether each value matches, in their order; null for an empty one, which scans leave out. */
  matches: z.array(z.boolean().nullable()),
  matched: z.int(),
  /** Values without the empty ones. */
  counted: z.int(),
  share: z.number().min(0).max(1),
  /** Whether a scan would find it in a column of these values under a fitting header. */
  isFound: z.boolean(),
});
export type TriedClassifier = z.infer<typeof TriedClassifier>;
