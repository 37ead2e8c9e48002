import type { ColumnKind } from "../../shared/domain/columns.ts";
import type { BuiltInKind } from "../../shared/domain/semantics.ts";
import type { Concept } from "./headers/header-words.ts";

/** Finds one kind of values. */
export interface Detector {
  readonly kind: BuiltInKind;
  /** Columns whose values can be of this kind. */
  readonly columnKinds: readonly ColumnKind[];
  /** Conventions or countries that a value fits; `[""]` where the kind has none, `[]` when the value is not of it. */
  match(value: string): readonly string[];
  /** All values must fit the same convention: a column holds the ids of one country. */
  readonly oneVariant?: boolean;
  /** What a header says that speaks for this kind. */
  readonly headers: readonly Concept[];
  /** What a header says that speaks against it. */
  readonly opposed?: readonly Concept[];
  /** How likely something else that is written alike passes by luck: 0.1 for one check digit. */
  readonly chance: number;
  /** Confidence when all of many values match and the header says nothing; 0 where the header is needed. */
  readonly alone: number;
  /** Confidence when the header speaks for it too. */
  readonly together: number;
  /** Least share of the values that must match, without a header that speaks for it. */
  readonly least: number;
  /** Least share with such a header; 0.5 when absent. */
  readonly leastWithHeader?: number;
  /** Looked at all values together: what a single value cannot tell. */
  plausible?(values: readonly string[], header: "for" | "against" | "silent"): boolean;
  /** Why matching values are no accident, for people. */
  readonly proof: string;
}

export const texts: readonly ColumnKind[] = ["text"];
export const digitsOrTexts: readonly ColumnKind[] = ["text", "integer"];
