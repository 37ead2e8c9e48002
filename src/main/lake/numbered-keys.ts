import { baseName, isFolderPath, parentPath } from "../../shared/domain/object-address.ts";

/** The most names that "keep both" tries for one object. */
export const MOST_NUMBERED = 10_000;

/** "raw/report.csv" and 2 make "raw/report (2).csv"; a folder keeps its "/". The ending begins at the first dot: "a (2).csv.gz". */
export function numberedKey(key: string, number: number): string {
  const name = baseName(key);
  const dot = isFolderPath(key) ? -1 : name.indexOf(".", 1);
  const [stem, ending] = dot < 0 ? [name, ""] : [name.slice(0, dot), name.slice(dot)];
  return `${parentPath(key)}${stem} (${number})${ending}${isFolderPath(key) ? "/" : ""}`;
}
