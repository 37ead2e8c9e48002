import type { TablePreview } from "../../../../shared/contract/preview.ts";
import type { Cell } from "../../../../shared/domain/columns.ts";
import type { Note } from "../notes.ts";
import { rowsWithin } from "../row-budget.ts";
import { JsonColumn } from "./json-column.ts";
import { documentRecords, lineRecords, type JsonRecord } from "./json-records.ts";
import { JsonCut, kindAt, membersOf, skipSpace } from "./json-scan.ts";

const MAX_REJECTED = 100;
const MAX_REJECTED_TEXT = 500;
/** Column of values that are not objects, as DuckDB's read_json names it. */
const SCALAR_COLUMN = "json";

export interface JsonTable extends Pick<TablePreview, "columns" | "rows" | "complete" | "rejected" | "rejectedCount"> {
  notes: Note[];
}

/** Rows of JSON: an item of an array, a line, or the document itself each. Columns are the union of all keys. */
export function readJson(text: string, format: "json" | "ndjson", complete: boolean, maxRows: number): JsonTable {
  const table = new JsonTableBuilder(text, maxRows);
  for (const record of format === "ndjson" ? lineRecords(text, complete) : documentRecords(text, complete)) {
    table.add(record);
  }
  if (table.isEmpty && !complete) table.addCutObject();
  return table.finish(complete);
}

class JsonTableBuilder {
  readonly #text: string;
  readonly #maxRows: number;
  readonly #columns = new Map<string, JsonColumn>();
  readonly #rejected: TablePreview["rejected"] = [];
  readonly #notes: Note[] = [];
  #rejectedCount = 0;
  #rowCount = 0;

  constructor(text: string, maxRows: number) {
    this.#text = text;
    this.#maxRows = maxRows;
  }

  get isEmpty(): boolean {
    return this.#rowCount === 0 && this.#rejectedCount === 0;
  }

  add(record: JsonRecord): void {
    if (record.problem !== null) {
      this.#rejectedCount += 1;
      const text = this.#text.slice(record.start, Math.min(record.end, record.start + MAX_REJECTED_TEXT));
      if (this.#rejected.length < MAX_REJECTED)
        this.#rejected.push({ line: record.line, reason: record.problem, text });
      return;
    }
    this.#addValue(record.line, record.start, record.end);
  }

  /** The first members of one object that is larger than the head. */
  addCutObject(): void {
    const start = skipSpace(this.#text, 0);
    if (kindAt(this.#text, start) !== "object") return;
    try {
      for (const { key, start: from, end } of membersOf(this.#text, start)) {
        this.#column(key).add(this.#text, from, end, 0, 1);
      }
    } catch (error) {
      if (!(error instanceof JsonCut)) throw error;
    }
    this.#rowCount = 1;
    this.#notes.push({
      level: "warning",
      text: "The file is one object larger than what was read. Only its first members are shown.",
    });
  }

  finish(complete: boolean): JsonTable {
    const columns = [...this.#columns.entries()];
    const shown = rowsWithin(columns.length, Math.min(this.#rowCount, this.#maxRows));
    const rows = Array.from({ length: shown }, (_, row): Cell[] => columns.map(([, column]) => column.cell(row)));
    return {
      columns: columns.map(([name, column]) => column.infer(name, this.#rowCount)),
      rows,
      complete: complete && shown === this.#rowCount,
      rejected: this.#rejected,
      rejectedCount: this.#rejectedCount,
      notes: this.#notes,
    };
  }

  #addValue(line: number, start: number, end: number): void {
    const row = this.#rowCount;
    this.#rowCount += 1;
    if (kindAt(this.#text, start) !== "object") {
      this.#column(SCALAR_COLUMN).add(this.#text, start, end, row, line);
      return;
    }
    for (const member of membersOf(this.#text, start)) {
      this.#column(member.key).add(this.#text, member.start, member.end, row, line);
    }
  }

  #column(name: string): JsonColumn {
    const known = this.#columns.get(name);
    if (known) return known;
    const column = new JsonColumn(this.#maxRows);
    this.#columns.set(name, column);
    return column;
  }
}
