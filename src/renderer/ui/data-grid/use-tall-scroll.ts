import { type RefObject, useEffect } from "react";
import { ROW_HEIGHT } from "./grid-theme.ts";

/**
 * Nothing can be as tall as ten million rows (see tall-content.css), so the grid squeezes them into what can be: one
 * pixel of scrolling is then many of rows, and a turn of the wheel would leap over rows that nobody gets to see. This
 * makes the wheel move by rows again.
 */
export function useTallScroll(frame: RefObject<HTMLElement | null>, rows: number): void {
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let remainder = 0;
    const onWheel = (event: WheelEvent) => {
      const viewport = element.querySelector(".ag-grid-viewport");
      const squeeze = viewport ? (rows * ROW_HEIGHT) / viewport.scrollHeight : 1;
      if (!viewport || squeeze < 1.01 || event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
      event.preventDefault();
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * ROW_HEIGHT;
      // Whole pixels, or the rows would stand between two of the screen's.
      const wanted = pixels / squeeze + remainder;
      remainder = wanted - Math.trunc(wanted);
      viewport.scrollBy(event.deltaX, Math.trunc(wanted));
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [frame, rows]);
}
