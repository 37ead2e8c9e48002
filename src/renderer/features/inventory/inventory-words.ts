import type { CatalogPlan, Dataset, DatasetChange, DatasetState, OddOne } from "../../../shared/domain/inventory.ts";
import { formatCount, plural } from "../../lib/format.ts";

/** What stands in the list for each state. */
export const stateWords: Record<DatasetState, string> = {
  new: "Not registered",
  changed: "Changed",
  missing: "Gone",
  stale: "Stale",
  known: "Registered",
  unreadable: "Cannot be read",
};

/** What a state means, for who wonders. */
export const stateHints: Record<DatasetState, string> = {
  new: "There is data and no table for it.",
  changed: "The data has other columns, partitions or another format than its table says.",
  missing: "The table is in the catalog and its objects are not there.",
  stale: "New objects came regularly, and have stopped.",
  known: "The table says what the data is.",
  unreadable: "It looks like data, and could not be read as a table.",
};

export const stateColors: Record<DatasetState, string> = {
  new: "lake",
  changed: "orange",
  missing: "red",
  stale: "yellow",
  known: "gray",
  unreadable: "red",
};

const kindWords: Record<Dataset["kind"], string> = {
  file: "File",
  parts: "Parts",
  series: "Series",
  partitions: "Partitions",
  delta: "Delta table",
  iceberg: "Iceberg table",
  hudi: "Hudi table",
  table: "Table without objects",
};

/** "Partitions of 12 objects". */
export function kindText({ kind, objects }: Pick<Dataset, "kind" | "objects">): string {
  return objects > 1 ? `${kindWords[kind]}, ${plural(objects, "object")}` : kindWords[kind];
}

/** One change as a sentence: "column price: VARCHAR → DOUBLE". */
export function changeText({ what, name, before, after }: DatasetChange): string {
  if (what === "partitions") return partitionsText(name, Number(before), Number(after));
  const subject = `${what.replace("-", " ")}${name === "" ? "" : ` ${name}`}`;
  if (before === null) return `new ${subject}${after === null ? "" : `: ${after}`}`;
  if (after === null) return `${subject} is gone (was ${before})`;
  return `${subject}: ${before} → ${after}`;
}

function partitionsText(folders: string, emptied: number, added: number): string {
  const count = added > 0 ? added : emptied;
  const all = folders.split(", ").length < count ? `${folders}, …` : folders;
  return added > 0
    ? `${plural(count, "partition")} not registered: ${all}`
    : `${plural(count, "registered partition")} without objects: ${all}`;
}

/** What a dataset has to say for itself in the list. */
export function evidenceText({ changes, problem, state, columns, tableName }: Dataset): string {
  if (problem) return problem.message;
  const seen = columns > 0 ? plural(columns, "column") : "";
  const told = changes.length > 0 && state !== "new" ? changes.map(changeText).join("; ") : seen;
  return [tableName, told].filter((part) => part !== null && part !== "").join(" · ");
}

export const actionWords: Record<CatalogPlan["action"], string> = {
  create: "Register",
  update: "Update",
  remove: "Take out of the catalog",
  none: "Nothing",
};

export const oddWords: Record<OddOne["kind"], string> = {
  "unread-folders": "Could not be read",
  "empty-partitions": "Partitions without objects",
  "empty-files": "Empty files",
  "temporary-files": "Left behind by programs",
  "tiny-files": "Many small files",
  "mixed-formats": "Formats that do not belong together",
  "mixed-schemas": "Columns that differ",
};

/** "1,000 objects could be 2". */
export function couldBeText({ kind, objects, couldBe }: Pick<OddOne, "kind" | "objects" | "couldBe">): string {
  if (kind === "empty-partitions") return plural(objects, "partition");
  if (kind === "unread-folders") return `${plural(objects, "object")} known`;
  return couldBe === null
    ? plural(objects, "object")
    : `${plural(objects, "object")}, could be ${formatCount(couldBe)}`;
}
