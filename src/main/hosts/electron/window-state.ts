import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { log } from "../../log.ts";

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) });
const WindowState = z.object({ bounds: Bounds, maximized: z.boolean() });
export type Bounds = z.infer<typeof Bounds>;
export type WindowState = z.infer<typeof WindowState>;

export const smallestWindow = { width: 960, height: 600 };
const firstSize = { width: 1280, height: 800 };

/** Where the window was when it was last closed; null at first, or when that cannot be read. */
export function readWindowState(file: string): WindowState | null {
  try {
    return WindowState.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // A missing or damaged file costs a window position and nothing else.
    return null;
  }
}

export function writeWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, JSON.stringify(state));
  } catch (error) {
    log("warn", "the window's place was not kept", { error });
  }
}

/** Bounds to open with: the kept ones if enough of the title bar is on a display that is still there, else the middle. */
export function placeWindow(kept: WindowState | null, workAreas: readonly Bounds[]): Partial<Bounds> {
  if (!kept) return firstSize;
  const { x, y, width, height } = kept.bounds;
  const isReachable = workAreas.some(
    (area) =>
      y >= area.y - 8 && y < area.y + area.height - 40 && x + width > area.x + 100 && x < area.x + area.width - 100,
  );
  const size = {
    width: Math.max(width, smallestWindow.width),
    height: Math.max(height, smallestWindow.height),
  };
  return isReachable ? { x, y, ...size } : size;
}
