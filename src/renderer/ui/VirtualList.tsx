import { type ReactNode, useEffect, useRef, useState } from "react";
import classes from "./VirtualList.module.css";

interface VirtualListProps {
  label: string;
  count: number;
  /** Height of every row in pixels. */
  rowHeight: number;
  /** Row that is brought into view at first. */
  startAt?: number;
  renderRow: (index: number) => ReactNode;
  keyOf: (index: number) => string;
}

/** Rows drawn beyond the edges, so that a quick turn of the wheel shows no gap. */
const BEYOND = 8;

/** Rows of one height, of which only those in view are in the page. */
export function VirtualList({ label, count, rowHeight, startAt = 0, renderRow, keyOf }: VirtualListProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 0 });
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    element.scrollTop = Math.max(0, (startAt - 2) * rowHeight);
    const measure = new ResizeObserver(() => setView({ top: element.scrollTop, height: element.clientHeight }));
    measure.observe(element);
    return () => measure.disconnect();
  }, [startAt, rowHeight]);
  const first = Math.max(0, Math.floor(view.top / rowHeight) - BEYOND);
  const last = Math.min(count, Math.ceil((view.top + view.height) / rowHeight) + BEYOND);
  const shown = Array.from({ length: Math.max(0, last - first) }, (_, place) => first + place);
  return (
    <div
      ref={frame}
      className={classes["frame"]}
      role="list"
      aria-label={label}
      onScroll={({ currentTarget: { scrollTop, clientHeight } }) => setView({ top: scrollTop, height: clientHeight })}
    >
      <div style={{ height: count * rowHeight }} />
      {shown.map((index) => (
        <div
          key={keyOf(index)}
          className={classes["row"]}
          role="listitem"
          aria-posinset={index + 1}
          aria-setsize={count}
          style={{ top: index * rowHeight, height: rowHeight }}
        >
          {renderRow(index)}
        </div>
      ))}
    </div>
  );
}
