import { Mark } from "@mantine/core";
import type { ReactNode } from "react";
import type { SearchHit } from "../../../shared/domain/search.ts";
import classes from "./catalog.module.css";

type Match = SearchHit["matches"][number];

const fieldNames: Readonly<Record<Match["field"], string>> = {
  name: "name",
  column: "column",
  description: "description",
  known: "known of it",
  path: "path",
  sql: "SQL",
};

/** What is said of a match that is not as it was typed. */
const likeness: Readonly<Partial<Record<Match["how"], string>>> = { typo: " (like what you typed)" };

/** Why a hit was found: the texts that hold the typed words, with them marked. */
export function HitReason({ matches, most = 1 }: { matches: readonly Match[]; most?: number }) {
  return matches.slice(0, most).map((match) => (
    <span key={`${match.field} ${match.text}`} className={`${classes["cut"]} ${classes["quiet"]}`} title={match.text}>
      {fieldNames[match.field]}: {marked(excerptOf(match))}
      {likeness[match.how]}
    </span>
  ));
}

/** Text before the first match that is still shown. */
const BEFORE = 30;

/** A long text begins shortly before what was found in it. */
function excerptOf(match: Match): Match {
  const { text, ranges } = match;
  const from = Math.max(0, (ranges[0]?.[0] ?? 0) - BEFORE);
  if (from === 0) return match;
  return {
    ...match,
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
