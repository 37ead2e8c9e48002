import { Mark, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { SearchHit } from "../../../shared/contract/catalog.ts";

type Match = SearchHit["matches"][number];

/** Why a hit was found: the first text that holds the typed words, with them marked. */
export function HitReason({ matches }: { matches: readonly Match[] }) {
  const [first] = matches;
  if (!first) return null;
  return (
    <Text size="xs" c="dimmed" truncate maw={260} title={first.text}>
      {first.field}: {marked(first)}
    </Text>
  );
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
