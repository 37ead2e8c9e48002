import { nameFold, portableNameProblem } from "../../../../shared/domain/portable-names.ts";

export type NameVerdict = { take: true; warning: string | null } | { take: false; reason: string };

/** What Lakeshore itself keeps in a lake; an upload must not bring another lake's, or hide under its unfinished files. */
const OWN_FOLDER = ".lakeshore";
const OWN_PREFIX = ".lakeshore-part-";

/** Names that no file system could hold, so that uploading them must fail. */
const LONGEST_BYTES = 255;

/**
 * Whether a name of a source may go into the lake. One that some other system could not hold is taken as it is, with a
 * warning: losing the file or renaming it would be worse, and object stores hold it. Nothing is renamed in silence.
 */
export function judgeName(name: string): NameVerdict {
  if (name === "" || name === "." || name === ".." || name.includes("/") || name.includes("\0")) {
    return { take: false, reason: "It has no name that a lake can hold." };
  }
  if (!name.isWellFormed() || name.includes("\u{fffd}")) {
    return { take: false, reason: "Its name is not valid Unicode. Rename it, then drop it again." };
  }
  if (Buffer.byteLength(name) > LONGEST_BYTES) {
    return { take: false, reason: `Its name is longer than ${LONGEST_BYTES} bytes. Use a shorter one.` };
  }
  const fold = nameFold(name);
  if (fold === OWN_FOLDER || fold.startsWith(OWN_PREFIX)) {
    return { take: false, reason: "It belongs to Lakeshore itself and is not data." };
  }
  const problem = portableNameProblem(name);
  return {
    take: true,
    warning: problem === null ? null : `It is uploaded under this name, but not every system can hold it: ${problem}.`,
  };
}
