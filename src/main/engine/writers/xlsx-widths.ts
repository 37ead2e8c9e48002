/** Excel's own width, in characters of the body font; narrower columns look broken under a filter button. */
const narrowest = 9;
/** Wider columns push the others out of sight. */
const widest = 60;
/** Cell padding and the filter button. */
const padding = 3;

/** Column widths in characters that fit the header and the measured texts. */
export class ColumnWidths {
  readonly #longest: number[];

  constructor(names: readonly string[]) {
    this.#longest = names.map((name) => name.length);
  }

  /** Takes the lengths of one row's texts, comma-separated; null for a row that was not measured. */
  measure(lengths: string | null): void {
    lengths?.split(",").forEach((length, index) => {
      this.#longest[index] = Math.max(this.#longest[index] ?? 0, Number(length));
    });
  }

  widths(): number[] {
    return this.#longest.map((length) => Math.min(widest, Math.max(narrowest, length + padding)));
  }
}
