import type { Zone, ZoneKind } from "../../../shared/domain/lake-definition.ts";

/** Words people use for a zone, by kind; the first that a folder's name contains decides. */
const kindWords: [ZoneKind, string[]][] = [
  ["landing", ["landing", "inbox", "incoming", "drop", "upload", "staging"]],
  ["quarantine", ["quarantine", "rejected", "reject", "error"]],
  ["refined", ["refined", "gold", "curated", "mart", "report", "aggregate", "serving"]],
  ["trusted", ["trusted", "silver", "clean", "conformed", "standard", "processed"]],
  ["sandbox", ["sandbox", "scratch", "tmp", "temp", "play", "user", "export"]],
  ["raw", ["raw", "bronze", "source"]],
];

const kindOrder: ZoneKind[] = ["landing", "raw", "trusted", "refined", "sandbox", "quarantine"];

/** A zone for each folder, in the order data travels; kinds are guessed from the names, and what says nothing is raw. */
export function proposeZones(folders: readonly string[]): Zone[] {
  const proposals = folders.map((folder) => ({ folder, kind: kindOf(folder) }));
  const ordered = proposals.toSorted(
    (a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) || a.folder.localeCompare(b.folder),
  );
  const taken = new Set<string>();
  return ordered.map(({ folder, kind }, order) => ({
    id: uniqueZoneId(folder, taken),
    title: titleOf(folder),
    kind,
    location: `${folder}/`,
    order,
    description: "",
  }));
}

/** The zones of a new, empty lake. */
export function standardZones(): Zone[] {
  return proposeZones(["raw", "trusted", "refined"]);
}

/** An identifier made from a name, not in `taken`, to which it is added. */
export function uniqueZoneId(name: string, taken: Set<string>): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "");
  const base = (/^[a-z]/.test(plain) ? plain : `zone_${plain}`.replace(/_$/, "")).slice(0, 56);
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}_${number}`;
  taken.add(id);
  return id;
}

function kindOf(folder: string): ZoneKind {
  const name = folder.toLowerCase();
  return kindWords.find(([, words]) => words.some((word) => name.includes(word)))?.[0] ?? "raw";
}

function titleOf(folder: string): string {
  const spaced = folder.replaceAll(/[_-]+/g, " ").trim();
  return (spaced.charAt(0).toUpperCase() + spaced.slice(1)).slice(0, 120) || folder;
}
