import { nullShare, type ColumnProfile } from "../../../shared/domain/column-profile.ts";
import classes from "./profiles.module.css";

const WIDTH = 84;
const HEIGHT = 18;
/** Bars of the most frequent values, where there are no numbers. */
const BARS = 8;

/** A column at a glance: its histogram or its most frequent values, and below a line the part that has a value. */
export function Spark({ profile }: { profile: ColumnProfile }) {
  const bars = barsOf(profile);
  const highest = Math.max(1, ...bars);
  const width = WIDTH / Math.max(bars.length, 1);
  const present = (1 - nullShare(profile)) * WIDTH;
  return (
    <svg className={classes["spark"]} width={WIDTH} height={HEIGHT + 4} aria-hidden>
      {bars.map((rows, at) => {
        const height = rows === 0 ? 0 : Math.max(1, (rows / highest) * HEIGHT);
        return (
          <rect
            // The bins of a histogram are known by their places.
            key={`bar ${String(at)}`}
            x={at * width + 0.5}
            y={HEIGHT - height}
            width={Math.max(width - 1, 1)}
            height={height}
            className={profile.histogram.length > 0 ? classes["bin"] : classes["value"]}
          />
        );
      })}
      <rect x={0} y={HEIGHT + 2} width={WIDTH} height={2} className={classes["absent"]} />
      <rect x={0} y={HEIGHT + 2} width={present} height={2} className={classes["present"]} />
    </svg>
  );
}

function barsOf({ histogram, top }: ColumnProfile): number[] {
  return histogram.length > 0 ? histogram.map(({ rows }) => rows) : top.slice(0, BARS).map(({ rows }) => rows);
}
