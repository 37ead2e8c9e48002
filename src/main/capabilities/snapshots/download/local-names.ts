import { createHash } from "node:crypto";
import { portableNameProblem } from "../../../../shared/domain/portable-names.ts";

const LONGEST_STEM_BYTES = 150;
const LONGEST_ENDING_BYTES = 60;

/**
 * A name of an object (one segment of its key) as a file name that every system takes: no separator of any system, no
 * device, not too long. Names that have to be changed get a mark of the whole name, so that no two become one.
 */
export function localName(name: string): string {
  if (portableNameProblem(name) === null) return name;
  const mark = createHash("sha256").update(name).digest("hex").slice(0, 8);
  const safe = name.toWellFormed().replaceAll(/[\p{Cc}<>:"/\\|?*]/gu, "_");
  const dot = safe.lastIndexOf(".");
  const [stem, ending] = dot > 0 ? [safe.slice(0, dot), safe.slice(dot)] : [safe, ""];
  return `${cut(stem, LONGEST_STEM_BYTES)}~${mark}${cut(ending, LONGEST_ENDING_BYTES).replace(/[. ]+$/, "")}`;
}

function cut(text: string, bytes: number): string {
  const all = Buffer.from(text);
  // A character that is cut through is left out.
  return all.byteLength <= bytes ? text : all.subarray(0, bytes).toString().replace(/�+$/, "");
}
