import type { RollUp } from "../../../shared/domain/inventory.ts";
import { TableFormat } from "../../../shared/domain/data-format.ts";
import { formatNames } from "../../lib/format-names.ts";
import { plural } from "../../lib/format.ts";

/** By what sizes are told apart. */
export type SizeView = "folders" | "formats" | "months" | "classes";

export const sizeViews: { value: SizeView; label: string }[] = [
  { value: "folders", label: "Folders" },
  { value: "formats", label: "Formats" },
  { value: "months", label: "Age" },
  { value: "classes", label: "Storage class" },
];

export interface SizeShare {
  key: string;
  name: string;
  objects: number;
  bytes: number;
  /** A folder or zone that can be gone down to. */
  opens: boolean;
}

/** What a place holds, the largest first; by age the newest first. `isLake`: the children are zones, which all open. */
export function sizeShares(
  rollUp: RollUp,
  view: SizeView,
  { isLake, nameOf }: { isLake: boolean; nameOf: (name: string) => string },
): SizeShare[] {
  if (view === "formats") return rollUp.formats.map((share) => closed(share, formatName(share.name)));
  if (view === "months") return rollUp.months.map((share) => closed(share, share.name)).toReversed();
  // S3 leaves the class out of a listing where it is the usual one (API_ListObjectsV2).
  if (view === "classes") return rollUp.storageClasses.map((share) => closed(share, share.name || "Standard"));
  const children = rollUp.children.map((share) => ({
    ...closed(share, nameOf(share.name)),
    opens: isLake || share.name.endsWith("/"),
  }));
  const { rest } = rollUp;
  if (rest.children === 0) return children;
  return [...children, { ...closed({ name: "\0", ...rest }, plural(rest.children, "other")) }];
}

function closed({ name, objects, bytes }: { name: string; objects: number; bytes: number }, shown: string): SizeShare {
  return { key: name, name: shown, objects, bytes, opens: false };
}

function formatName(name: string): string {
  if (name === "none") return "Names without an ending";
  if (name === "other") return "Other";
  return formatNames[TableFormat.safeParse(name).data ?? "unknown"];
}
