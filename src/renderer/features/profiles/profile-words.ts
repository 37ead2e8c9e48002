import { nullShare, type ColumnProfile, type ProfileChange } from "../../../shared/domain/column-profile.ts";
import { formatCount } from "../../lib/format.ts";

/** A share of rows as people read it: what is there is never 0 %, and what is missing never hidden by 100 %. */
export function shareText(share: number): string {
  if (share === 0) return "0 %";
  if (share < 0.001) return "< 0.1 %";
  if (share < 1 && share > 0.999) return "> 99.9 %";
  return `${(100 * share).toFixed(share === 1 || share >= 0.1 ? 0 : 1)} %`;
}

/** A column in one line: what a reader wants to know first. */
export function glanceOf(profile: ColumnProfile): string {
  const { rows, nulls, distinct } = profile;
  if (rows === 0) return "no rows";
  if (nulls === rows) return "all null";
  const parts = [
    ...(nulls > 0 ? [`${shareText(nullShare(profile))} null`] : []),
    ...(distinct === null ? [] : [`≈ ${formatCount(distinct)} distinct`]),
  ];
  return parts.join(", ");
}

const words: Record<ProfileChange["what"], string> = {
  type: "Type",
  nulls: "Null",
  distinct: "Distinct values",
  min: "Least",
  max: "Greatest",
  mean: "Mean",
  new: "New column",
};

export function changeWord({ what }: ProfileChange): string {
  return words[what];
}

/** A number as it is read: of many digits, the first. Other texts stay as they are. */
export function valueText(value: string): string {
  const number = Number(value);
  if (value.trim() === "" || !Number.isFinite(number) || !/^-?[\d.]+(e[+-]?\d+)?$/i.test(value)) return value;
  return Number.isInteger(number) && Math.abs(number) < 1e15
    ? number.toLocaleString("en")
    : number.toLocaleString("en", { maximumSignificantDigits: 6 });
}
