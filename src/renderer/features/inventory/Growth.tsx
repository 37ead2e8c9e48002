import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ScanRecord } from "../../../shared/domain/inventory.ts";
import { client } from "../../lib/client.ts";
import { exactBytes, exactTime, formatBytes, formatTime, plural } from "../../lib/format.ts";
import classes from "./sizes.module.css";

const WIDTH = 600;
const HEIGHT = 64;

/** The size of the whole lake at each scan. */
export function Growth({ lakeId, revision }: { lakeId: string; revision: number }) {
  const found = useQuery({
    queryKey: ["growth", lakeId, revision],
    queryFn: ({ signal }) => client.inventory.growth({ lakeId }, { signal }),
    placeholderData: (before) => before,
  });
  const scans = (found.data ?? []).filter(({ finishedAt }) => finishedAt !== null);
  const [first, last] = [scans[0], scans.at(-1)];
  if (!first || !last || first === last) {
    return (
      <Text size="sm" c="dimmed" className={classes["growth"] ?? ""}>
        From the second scan on, the growth of the lake is drawn here.
      </Text>
    );
  }
  return (
    <figure className={classes["growth"]}>
      <Text component="figcaption" size="sm" c="dimmed" className="figures">
        {growthText(first, last)}
      </Text>
      <Curve scans={scans} />
    </figure>
  );
}

function growthText(first: ScanRecord, last: ScanRecord): string {
  const grown = last.bytes - first.bytes;
  const by = grown === 0 ? "unchanged" : `${grown > 0 ? "+" : "−"}${formatBytes(Math.abs(grown))}`;
  return `Whole lake: ${formatBytes(last.bytes)}, ${by} since ${formatTime(first.startedAt)}`;
}

function Curve({ scans }: { scans: ScanRecord[] }) {
  const times = scans.map(({ startedAt }) => Date.parse(startedAt));
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const most = Math.max(1, ...scans.map(({ bytes }) => bytes));
  const points = scans.map((scan, index) => ({
    scan,
    x: (WIDTH * ((times[index] ?? from) - from)) / Math.max(1, to - from),
    y: HEIGHT * (1 - scan.bytes / most),
  }));
  const line = points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
  return (
    <svg
      viewBox={`-4 -4 ${String(WIDTH + 8)} ${String(HEIGHT + 8)}`}
      role="img"
      aria-label="Size of the lake at each scan"
    >
      <polygon points={`0,${String(HEIGHT)} ${line} ${String(WIDTH)},${String(HEIGHT)}`} />
      <polyline points={line} />
      {points.map(({ scan, x, y }) => (
        <circle key={scan.id} cx={x} cy={y} r={3}>
          <title>{`${exactTime(scan.startedAt)}: ${exactBytes(scan.bytes)}, ${plural(scan.objects, "object")}`}</title>
        </circle>
      ))}
    </svg>
  );
}
