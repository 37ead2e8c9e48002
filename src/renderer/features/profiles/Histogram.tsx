import { Text } from "@mantine/core";
import type { ColumnProfile } from "../../../shared/domain/column-profile.ts";
import { formatCount } from "../../lib/format.ts";
import { valueText } from "./profile-words.ts";
import classes from "./profiles.module.css";

const WIDTH = 720;
const HEIGHT = 150;

/** How values lie between the least and the greatest. */
export function Histogram({ bins }: { bins: ColumnProfile["histogram"] }) {
  const highest = Math.max(1, ...bins.map(({ rows }) => rows));
  const width = WIDTH / bins.length;
  return (
    <figure className={classes["histogram"]} aria-label={`Histogram of ${formatCount(bins.length)} bins`}>
      <svg viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`} preserveAspectRatio="none">
        {bins.map(({ from, to, rows }, at) => {
          const height = rows === 0 ? 0 : Math.max(1.5, (rows / highest) * (HEIGHT - 4));
          return (
            <g key={from}>
              <rect x={at * width} y={0} width={width} height={HEIGHT} className={classes["ground"]} />
              <rect
                x={at * width + 1}
                y={HEIGHT - height}
                width={width - 2}
                height={height}
                className={classes["bin"]}
              />
              <title>{`${valueText(from)} to ${valueText(to)}: ${formatCount(rows)} rows`}</title>
            </g>
          );
        })}
      </svg>
      <figcaption>
        <Text size="xs" c="dimmed" className="figures">
          {valueText(bins[0]?.from ?? "")}
        </Text>
        <Text size="xs" c="dimmed">
          most in one bin: {formatCount(highest)} rows
        </Text>
        <Text size="xs" c="dimmed" className="figures">
          {valueText(bins.at(-1)?.to ?? "")}
        </Text>
      </figcaption>
    </figure>
  );
}
