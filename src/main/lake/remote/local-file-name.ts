import { createHash } from "node:crypto";
import { portableNameProblem } from "../../../shared/domain/portable-names.ts";

/** Leaves room for what is put behind a name while its file is written. */
const LONGEST_BYTES = 180;

/**
 * Where the copy of an object lies below a folder of its own: as short as it can be, and with names that every system
 * takes. Folders that name partitions stay, as engines read them; a name that cannot stay becomes a hash with its ending.
 */
export function localFileName(key: string): string {
  const segments = key.replace(/^[a-z0-9]+:\/\//, "").split("/");
  const name = segments.pop() ?? "";
  return [...segments.filter((segment) => segment.includes("=")).map(partitionFolder), fileName(name)].join("/");
}

function fileName(name: string): string {
  if (fits(name)) return name;
  const ending = /(?:\.[a-z0-9]{1,10}){1,2}$/i.exec(name)?.[0] ?? "";
  return createHash("sha256").update(name).digest("hex").slice(0, 32) + ending;
}

/** DuckDB decodes what is written with percent signs, as Hive and Spark write it (HivePartitioning::Unescape). */
function partitionFolder(segment: string): string {
  return segment.replaceAll(/[\p{Cc}<>:"\\|?*]|[. ]$/gu, (found) => encodeURIComponent(found).replace(".", "%2E"));
}

function fits(name: string): boolean {
  return portableNameProblem(name) === null && Buffer.byteLength(name) <= LONGEST_BYTES;
}
