import type { Zone } from "../../../shared/domain/lake-definition.ts";
import type { FacetKey } from "../../../shared/domain/search.ts";
import { formatNames } from "../../lib/format-names.ts";

export const facetNames: Readonly<Record<FacetKey, string>> = {
  zone: "Zone",
  database: "Database",
  format: "Format",
  tag: "Tag",
  class: "Classification",
  owner: "Owner",
  is: "Certification",
  fresh: "Data changed",
  size: "Size",
};

const spoken: Partial<Record<FacetKey, Readonly<Record<string, string>>>> = {
  format: formatNames,
  is: { certified: "Certified", warning: "Warning", deprecated: "Deprecated" },
  fresh: { day: "Today", week: "This week", month: "This month", year: "This year", older: "Earlier" },
  size: {
    tiny: "Below 1 MB",
    small: "1 to 100 MB",
    medium: "100 MB to 10 GB",
    large: "10 GB to 1 TB",
    huge: "Above 1 TB",
  },
};

/** A value of a facet as people read it. */
export function valueName(key: FacetKey, value: string, zones: readonly Zone[]): string {
  if (key === "zone") return zones.find(({ id }) => id === value)?.title ?? value;
  return spoken[key]?.[value] ?? value;
}
