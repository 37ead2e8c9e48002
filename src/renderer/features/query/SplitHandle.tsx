import { type KeyboardEvent, type PointerEvent, useState } from "react";
import classes from "./QueryPage.module.css";

interface SplitHandleProps {
  /** Part of the height that is above, of 0 to 1. */
  share: number;
  onShare: (share: number) => void;
  label: string;
}

const STEP = 0.03;

/** The line between two parts of a page, to be dragged or moved by the arrow keys. */
export function SplitHandle({ share, onShare, label }: SplitHandleProps) {
  const [isDragging, setDragging] = useState(false);
  const move = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (isDragging && box) onShare((event.clientY - box.top) / box.height);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowUp") onShare(share - STEP);
    else if (event.key === "ArrowDown") onShare(share + STEP);
    else return;
    event.preventDefault();
  };
  return (
    <div
      className={classes["handle"]}
      role="separator"
      aria-orientation="horizontal"
      aria-label={label}
      aria-valuenow={Math.round(share * 100)}
      aria-valuemin={12}
      aria-valuemax={85}
      tabIndex={0}
      data-dragging={isDragging}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragging(true);
      }}
      onPointerMove={move}
      onPointerUp={() => setDragging(false)}
      onKeyDown={onKeyDown}
    />
  );
}
