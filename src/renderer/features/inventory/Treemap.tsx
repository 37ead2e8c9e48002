import { useElementSize } from "@mantine/hooks";
import { hierarchy, treemap } from "d3-hierarchy";
import { useMemo } from "react";
import { exactBytes, formatBytes, plural } from "../../lib/format.ts";
import type { SizeShare } from "./size-shares.ts";
import classes from "./sizes.module.css";

/** What a letter takes of a line, about, and what a line takes. */
const LETTER = 7;
const LINE = 18;

/** Sizes as areas. What opens is a button; exact numbers are on hover. The same is in the list beside it. */
export function Treemap({ shares, onOpen }: { shares: SizeShare[]; onOpen: (key: string) => void }) {
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const tiles = useMemo(() => tilesOf(shares, width, height), [shares, width, height]);
  return (
    <div ref={ref} className={classes["treemap"]}>
      <svg width={width} height={height} role="group" aria-label="Sizes as areas">
        {tiles.map((tile) => (
          <Tile key={tile.share.key} tile={tile} onOpen={onOpen} />
        ))}
      </svg>
    </div>
  );
}

interface PlacedShare {
  share: SizeShare;
  x: number;
  y: number;
  width: number;
  height: number;
}

function tilesOf(shares: readonly SizeShare[], width: number, height: number): PlacedShare[] {
  if (width <= 0 || height <= 0) return [];
  const all = { share: null, children: shares.filter(({ bytes }) => bytes > 0).map((share) => ({ share })) };
  interface Node {
    share: SizeShare | null;
    children?: Node[];
  }
  const root = hierarchy<Node>(all).sum(({ share }) => share?.bytes ?? 0);
  const { children = [] } = treemap<Node>().size([width, height]).paddingInner(2).round(true)(root);
  return children.flatMap(({ data: { share }, x0, y0, x1, y1 }) =>
    share ? [{ share, x: x0, y: y0, width: x1 - x0, height: y1 - y0 }] : [],
  );
}

function Tile({ tile: { share, x, y, width, height }, onOpen }: { tile: PlacedShare; onOpen: (key: string) => void }) {
  const { key, name, bytes, objects, opens } = share;
  const letters = Math.floor((width - 12) / LETTER);
  const content = (
    <>
      <title>{`${name}: ${exactBytes(bytes)}, ${plural(objects, "object")}`}</title>
      <rect width={width} height={height} rx={2} />
      {letters >= 4 && height >= LINE + 4 && (
        <text x={6} y={LINE - 2}>
          {name.length > letters ? `${name.slice(0, letters - 1)}…` : name}
        </text>
      )}
      {letters >= 7 && height >= 2 * LINE + 4 && (
        <text x={6} y={2 * LINE - 2} className={classes["quiet"]}>
          {formatBytes(bytes)}
        </text>
      )}
    </>
  );
  const at = `translate(${String(x)} ${String(y)})`;
  if (!opens) {
    return (
      <g className={classes["tile"]} transform={at}>
        {content}
      </g>
    );
  }
  return (
    <g
      className={classes["opening"]}
      transform={at}
      role="button"
      tabIndex={0}
      aria-label={`${name}, ${formatBytes(bytes)}`}
      onClick={() => onOpen(key)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onOpen(key);
      }}
    >
      {content}
    </g>
  );
}
