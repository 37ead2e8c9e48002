import type { PreviewColumn } from "../../../../shared/contract/preview.ts";
import type { Cell } from "../../../../shared/domain/columns.ts";
import { ColumnSample } from "../columns/column-sample.ts";
import { classify, type ClassifiedValue } from "../columns/value-kinds.ts";
import { kindAt, stringText, withoutSpace } from "./json-scan.ts";

const textValue: ClassifiedValue = { kind: "text", digits: 0, scale: 0, fraction: 0 };
const booleanValue: ClassifiedValue = { ...textValue, kind: "boolean" };

/** The values of one key over all records. */
export class JsonColumn {
  readonly #cells = new Map<number, Cell>();
  readonly #sample = new ColumnSample();
  readonly #keptRows: number;
  #values = 0;
  #nested = 0;

  /** Keeps the cells of the first `keptRows` rows. */
  constructor(keptRows: number) {
    this.#keptRows = keptRows;
  }

  /** The value text[start, end) of a row; `line` is where its record starts. */
  add(text: string, start: number, end: number, row: number, line: number): void {
    const kind = kindAt(text, start);
    const raw = text.slice(start, end);
    if (kind === "null") return;
    this.#values += 1;
    if (kind === "object" || kind === "array") {
      this.#nested += 1;
      const json = withoutSpace(raw);
      this.#keep(row, json);
      this.#sample.add(json.slice(0, 200), line, textValue);
    } else if (kind === "string") {
      const value = stringText(raw);
      this.#keep(row, value);
      this.#sample.add(value, line, momentOrText(value));
    } else {
      this.#keep(row, raw);
      this.#sample.add(raw, line, kind === "number" ? classify(raw, ".") : booleanValue);
    }
  }

  cell(row: number): Cell {
    return this.#cells.get(row) ?? null;
  }

  infer(name: string, rowCount: number): PreviewColumn {
    const { column } = this.#sample.infer(name);
    const evidence = column.evidence && { ...column.evidence, empty: rowCount - this.#values };
    if (this.#nested === 0) return { ...column, evidence };
    const reason = this.#nested < this.#values ? "objects or arrays are mixed with plain values" : null;
    return { ...column, type: "JSON", kind: "nested", evidence: evidence && { ...evidence, reason, closest: null } };
  }

  #keep(row: number, cell: string): void {
    if (row < this.#keptRows) this.#cells.set(row, cell);
  }
}

/** A string in quotes is never a number, whatever its digits; an ISO date or time in one is. */
function momentOrText(value: string): ClassifiedValue {
  if (!/^\d/.test(value)) return textValue;
  const classified = classify(value, ".");
  const isMoment = ["date:ymd-", "timestamp:ymd-", "timestamp-with-zone", "time"].includes(classified.kind);
  return isMoment ? classified : textValue;
}
