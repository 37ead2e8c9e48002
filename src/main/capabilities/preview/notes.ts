import type { Preview } from "../../../shared/contract/preview.ts";

export type Note = Preview["notes"][number];

const units = ["bytes", "kB", "MB", "GB", "TB"];

/** Decimal units, as file managers write them: "1.2 MB". */
export function byteText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${value.toFixed(digits)} ${bytes === 1 ? "byte" : units[unit]}`;
}

/** "1 row", "2,000 rows". */
export function countText(count: number, singular: string, plural = `${singular}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? singular : plural}`;
}
