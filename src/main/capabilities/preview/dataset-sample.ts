import type { Preview, PreviewColumn, TypeEvidence } from "../../../shared/contract/preview.ts";
import type { Cell } from "../../../shared/domain/columns.ts";

/** First values of a column. */
export interface SampledColumn {
  name: string;
  type: Pick<PreviewColumn, "kind" | "type">;
  values: Cell[];
  /** Null where the format says the type. */
  evidence: TypeEvidence | null;
}

/** The values that a preview shows, column by column; none of what is no table, or whose rows are not read. */
export function sampleOf(preview: Preview): SampledColumn[] {
  if (preview.kind !== "table") return [];
  return preview.columns.map(({ name, kind, type, evidence }, at) => ({
    name,
    type: { kind, type },
    values: preview.rows.map((row) => row[at] ?? null),
    evidence,
  }));
}
