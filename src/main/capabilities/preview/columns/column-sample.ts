import type { PreviewColumn } from "../../../../shared/contract/preview.ts";
import { kindOfType } from "../../../../shared/domain/columns.ts";
import { candidatesOf, fittingOf, reasonForText, type ColumnTally, type TypeCandidate } from "./column-types.ts";
import type { ClassifiedValue, ValueKind } from "./value-kinds.ts";

const MISFITS = 5;

export interface InferredColumn {
  column: PreviewColumn;
  /** DuckDB's strptime format of dates that are not in ISO form. */
  dateFormat: string | null;
}

/** Gathers the values of one column and says which type they fit, with the evidence. */
export class ColumnSample {
  /** Side by side rather than one object a value: a head holds hundreds of thousands. */
  readonly #values: string[] = [];
  readonly #lines: number[] = [];
  readonly #kinds: ValueKind[] = [];
  readonly #tally: ColumnTally = {
    kinds: new Map(),
    sampled: 0,
    empty: 0,
    digits: 0,
    scale: 0,
    significant: 0,
    fraction: 0,
    withSeconds: 0,
    withoutSeconds: 0,
  };

  addEmpty(): void {
    this.#tally.empty += 1;
  }

  add(value: string, line: number, classified: ClassifiedValue): void {
    const tally = this.#tally;
    tally.sampled += 1;
    tally.kinds.set(classified.kind, (tally.kinds.get(classified.kind) ?? 0) + 1);
    if (classified.kind === "integer" || classified.kind === "decimal" || classified.kind === "hugeint") {
      tally.digits = Math.max(tally.digits, classified.digits);
      tally.scale = Math.max(tally.scale, classified.scale);
      tally.significant = Math.max(tally.significant, classified.digits + classified.scale);
    }
    tally.fraction = Math.max(tally.fraction, classified.fraction ?? 0);
    if (classified.kind.startsWith("timestamp:")) {
      if (classified.fraction === null) tally.withoutSeconds += 1;
      else tally.withSeconds += 1;
    }
    this.#values.push(value);
    this.#lines.push(line);
    this.#kinds.push(classified.kind);
  }

  infer(name: string): InferredColumn {
    const tally = this.#tally;
    const candidates = candidatesOf(tally);
    const chosen = candidates.find((candidate) => fittingOf(tally, candidate) === tally.sampled);
    const type = chosen?.type ?? "VARCHAR";
    const column: PreviewColumn = {
      name,
      type,
      kind: kindOfType(type),
      isPartition: false,
      evidence: {
        sampled: tally.sampled,
        empty: tally.empty,
        fitting: tally.sampled,
        reason: chosen ? chosen.reason : reasonForText(tally),
        closest: chosen ? null : this.#closest(candidates),
      },
    };
    return { column, dateFormat: chosen?.format ?? null };
  }

  /** The narrower type that most values fit, if there is one. */
  #closest(candidates: readonly TypeCandidate[]) {
    let best: { candidate: TypeCandidate; fitting: number } | null = null;
    for (const candidate of candidates) {
      const fitting = fittingOf(this.#tally, candidate);
      if (fitting * 2 > this.#tally.sampled && fitting > (best?.fitting ?? 0)) best = { candidate, fitting };
    }
    if (!best) return null;
    const { candidate, fitting } = best;
    const misfits: { line: number; value: string }[] = [];
    for (const [index, kind] of this.#kinds.entries()) {
      if (candidate.accepts(kind)) continue;
      misfits.push({ line: this.#lines[index] ?? 0, value: (this.#values[index] ?? "").slice(0, 200) });
      if (misfits.length === MISFITS) break;
    }
    return { type: candidate.type, fitting, misfits };
  }
}
