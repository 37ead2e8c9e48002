import type { RankPart } from "../../../shared/domain/search.ts";
import classes from "./catalog.module.css";

const names: Readonly<Record<RankPart["what"], string>> = {
  text: "text",
  certification: "certification",
  rating: "ratings",
  popularity: "use",
  freshness: "fresh data",
};

/** Why a hit has its place: points for its texts, and what they are multiplied with. */
export function RankReason({ rank }: { rank: readonly RankPart[] }) {
  if (rank.length === 0) return null;
  const words = rank.map(({ what, value }) => `${names[what]} ${value.toFixed(what === "text" ? 1 : 2)}`).join(" × ");
  return (
    <span className={classes["quiet"]} title="Why it has this place in the list">
      {words}
    </span>
  );
}
