import { recordAct } from "../../lake/journal/record-act.ts";
import type { Lake } from "../../lake/ports.ts";

/** What was done to a selection, for the journal. */
export interface SelectionAct {
  kind: "copy" | "move" | "delete";
  zoneId: string;
  paths: readonly string[];
  destination: { zoneId: string; path: string } | null;
  conflict: string | null;
  /** Objects, or folders in one piece, that it was done to. */
  count: number;
}

/** Selected names in an event; the count stands for all. */
const NAMED = 100;

const verbs = { copy: "copied", move: "moved", delete: "deleted" } as const;

/** Leaves an event of what was done to a selection. See `recordAct` for what comes back. */
export function recordSelection(lake: Lake, act: SelectionAct): Promise<string | null> {
  const { kind, zoneId, paths, destination, conflict, count } = act;
  const verb = verbs[kind];
  const first = paths.length === 1 ? `${zoneId}/${paths[0]}` : `${count.toLocaleString("en")} objects of ${zoneId}`;
  const to = destination === null ? "" : ` to ${destination.zoneId}/${destination.path}`;
  return recordAct(lake, `zones.${verb}`, {
    summary: `${verb.charAt(0).toUpperCase()}${verb.slice(1)} ${first}${to}`,
    zone: zoneId,
    paths: paths.slice(0, NAMED),
    pathsNotNamed: Math.max(0, paths.length - NAMED),
    count,
    ...(destination === null ? {} : { to: { zone: destination.zoneId, path: destination.path }, conflict }),
  });
}

/** Leaves an event of a new name. There is no job to warn in: what could not be recorded is in main's log. */
export async function recordRename(lake: Lake, zoneId: string, path: string, newPath: string): Promise<void> {
  const summary = `Renamed ${zoneId}/${path} to ${newPath}`;
  await recordAct(lake, "zones.renamed", { summary, zone: zoneId, path, newPath });
}
