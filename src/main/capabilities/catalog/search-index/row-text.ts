/** The text of a column of a row; "" for none. */
export function rowText(value: unknown): string {
  return typeof value === "string" ? value : "";
}
