import type { Dialect, TablePreview } from "../../../../shared/contract/preview.ts";
import type { Cell } from "../../../../shared/domain/columns.ts";
import { ColumnSample } from "../columns/column-sample.ts";
import { classify } from "../columns/value-kinds.ts";
import { countText, type Note } from "../notes.ts";
import { columnNames } from "./column-names.ts";
import { splitRecords, type DelimitedRecord } from "./records.ts";

const MAX_REJECTED = 100;
const MAX_REJECTED_TEXT = 500;

export interface DelimitedTable extends Pick<
  TablePreview,
  "columns" | "rows" | "complete" | "rejected" | "rejectedCount"
> {
  notes: Note[];
  /** DuckDB's strptime formats of date columns that are not in ISO form. */
  dateFormats: string[];
}

export interface DelimitedText {
  text: string;
  /** False when the text is only the head of the file. */
  complete: boolean;
  dialect: Dialect;
  /** Fields that most records have. */
  usualColumns: number;
  maxRows: number;
}

/** Rows, types with evidence and rejected rows of delimited text. */
export function readDelimited({ text, complete, dialect, usualColumns, maxRows }: DelimitedText): DelimitedTable {
  const table = new TableBuilder(dialect, usualColumns, maxRows);
  for (const record of splitRecords(text, dialect, { complete })) {
    if (record.line > dialect.skipLines) table.add(record, text);
  }
  return table.finish(complete);
}

class TableBuilder {
  readonly #dialect: Dialect;
  readonly #usualColumns: number;
  readonly #maxRows: number;
  readonly #notes: Note[] = [];
  readonly #rows: Cell[][] = [];
  readonly #rejected: TablePreview["rejected"] = [];
  #rejectedCount = 0;
  #rowCount = 0;
  #names: string[] | null = null;
  #samples: ColumnSample[] = [];

  constructor(dialect: Dialect, usualColumns: number, maxRows: number) {
    this.#dialect = dialect;
    this.#usualColumns = usualColumns;
    this.#maxRows = maxRows;
  }

  add(record: DelimitedRecord, text: string): void {
    if (record.problem !== null) {
      const reason =
        record.problem === "unclosed-quote"
          ? "a quote is opened and never closed"
          : "a closing quote is followed by more text";
      return this.#reject(record, text, reason);
    }
    const isBlank = record.fields.length === 1 && record.fields[0] === null;
    if (this.#names === null) {
      if (isBlank) return;
      this.#start(record);
      if (this.#dialect.header) return;
    }
    const expected = this.#samples.length;
    // In a table of one column a blank line is an empty value; anywhere else it is no row.
    if (isBlank && expected !== 1) return;
    if (record.fields.length !== expected) {
      const found = countText(record.fields.length, "field");
      return this.#reject(record, text, `${found} where the table has ${countText(expected, "column")}`);
    }
    this.#addRow(record);
  }

  finish(complete: boolean): DelimitedTable {
    const inferred = this.#samples.map((sample, index) => sample.infer(this.#names?.[index] ?? ""));
    return {
      columns: inferred.map(({ column }) => column),
      rows: this.#rows,
      complete: complete && this.#rowCount <= this.#maxRows,
      rejected: this.#rejected,
      rejectedCount: this.#rejectedCount,
      notes: this.#notes,
      dateFormats: [...new Set(inferred.flatMap(({ dateFormat }) => dateFormat ?? []))],
    };
  }

  #start(first: DelimitedRecord): void {
    const named = first.fields.length;
    // Rows that all have more fields than the header are a header that lacks names, not a file of bad rows.
    const count = this.#dialect.header ? Math.max(named, this.#usualColumns) : this.#usualColumns || named;
    if (this.#dialect.header && count > named) {
      this.#notes.push({
        level: "warning",
        text: `The header names ${countText(named, "column")}, but most rows have ${count}. The others were given names.`,
      });
    }
    this.#names = columnNames(this.#dialect.header ? first.fields : null, count);
    this.#samples = Array.from({ length: count }, () => new ColumnSample());
  }

  #addRow({ fields, line }: DelimitedRecord): void {
    this.#rowCount += 1;
    if (this.#rows.length < this.#maxRows) this.#rows.push(fields);
    fields.forEach((value, index) => {
      const sample = this.#samples[index];
      if (value === null || value === "") sample?.addEmpty();
      else sample?.add(value, line, classify(value, this.#dialect.decimalSeparator));
    });
  }

  #reject({ line, start, end }: DelimitedRecord, text: string, reason: string): void {
    this.#rejectedCount += 1;
    if (this.#rejected.length >= MAX_REJECTED) return;
    this.#rejected.push({ line, reason, text: text.slice(start, Math.min(end, start + MAX_REJECTED_TEXT)) });
  }
}
