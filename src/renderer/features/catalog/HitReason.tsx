import { Mark } from "@mantine/core";
import type { ReactNode } from "react";
import type { SearchHit } from "../../../shared/contract/catalog.ts";
import classes from "./catalog.module.css";

type Match = SearchHit["matches"][number];

/** Why a hit was found: the texts that hold the typed words, with them marked. */
export function HitReason({ matches, most = 1 }: { matches: readonly Match[]; most?: number }) {
  return matches.slice(0, most).map((match) => (
    <span key={`${match.field} ${match.text}`} className={`${classes["cut"]} ${classes["quiet"]}`} title={match.text}>
      {match.field}: {marked(excerptOf(match))}
    </span>
  ));
}

/** Text before the first match that is still shown. */
const BEFORE = 30;

/** A long text begins shortly before what was found in it. */
function excerptOf({ text, ranges, field }: Match): Match {
  const from = Math.max(0, (ranges[0]?.[0] ?? 0) - BEFORE);
  if (from === 0) return { text, ranges, field };
  return {
    field,
    text: `…${text.slice(from)}`,
    ranges: ranges.map(([start, end]) => [start - from + 1, end - from + 1]),
  };
}

function marked({ text, ranges }: Match): ReactNode[] {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const [start, end] of ranges) {
    parts.push(text.slice(from, start), <Mark key={start}>{text.slice(start, end)}</Mark>);
    from = end;
  }
  return [...parts, text.slice(from)];
}
