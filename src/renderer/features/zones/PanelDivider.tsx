import type { KeyboardEvent, PointerEvent } from "react";
import { usePanelWidth } from "./panel-width.ts";
import classes from "./ZonePage.module.css";

const STEP = 0.04;

/** Between the list and the preview: dragged, or moved with the arrow keys, it shares out the page. */
export function PanelDivider() {
  const { share, setShare } = usePanelWidth();
  const onPointerMove = ({ currentTarget, clientX, pointerId }: PointerEvent<HTMLDivElement>) => {
    const page = currentTarget.parentElement?.getBoundingClientRect();
    if (page && currentTarget.hasPointerCapture(pointerId)) setShare((page.right - clientX) / page.width);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    setShare(share + (event.key === "ArrowLeft" ? STEP : -STEP));
  };
  return (
    <div
      className={classes["divider"]}
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the preview"
      aria-valuenow={Math.round(share * 100)}
      tabIndex={0}
      onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    />
  );
}
