import type { AppErrorData } from "../../../../shared/domain/app-error.ts";
import type { Column } from "../../../../shared/domain/columns.ts";
import type { CustomClassifier, TriedClassifier } from "../../../../shared/domain/custom-classifier.ts";
import type { SemanticFinding } from "../../../../shared/domain/semantics.ts";

/** First values of a column; nested values are JSON. */
export interface SampledValues {
  name: string;
  type: Pick<Column, "kind" | "type">;
  values: readonly (string | null)[];
}

/** What the worker can be asked; it answers each request once, in order. */
export type SemanticsRequest =
  /** From here on people's own classifiers are these. */
  | { kind: "use"; classifiers: readonly CustomClassifier[] }
  | { kind: "find"; table: string; columns: readonly SampledValues[] }
  | { kind: "check"; classifier: CustomClassifier }
  | { kind: "try"; classifier: CustomClassifier; values: readonly string[] };

/** A finding, and the column it is of. Values are masked in it where anything about the column is personal. */
export type ColumnFinding = SemanticFinding & { column: string };

export type SemanticsReply =
  /** Sentences about classifiers that do not work. */
  | { kind: "using"; refused: readonly string[] }
  | { kind: "found"; findings: readonly ColumnFinding[] }
  /** Why a classifier does not work; null for one that does. */
  | { kind: "checked"; problem: AppErrorData | null }
  /** Or why it does not work. */
  | { kind: "tried"; outcome: TriedClassifier | AppErrorData };
