import type { WatchNews } from "../../../shared/domain/knowledge-watch.ts";
import { formatTime } from "../../lib/format.ts";

/** What happened to a watched table, as people read it. */
export function newsText({ what, name, before, after }: WatchNews): string {
  if (what === "data") return after === null ? "Its data are gone" : `Newer data, of ${formatTime(after)}`;
  if (what === "table") return after === null ? "It is not in the catalog any more" : "It is in the catalog again";
  if (before === null) return `New column ${name} (${after})`;
  if (after === null) return `The column ${name} is gone`;
  return `${name} is ${after} now, it was ${before}`;
}
