import type { Locator } from "playwright-core";

/**
 * Drags files and folders of this machine from outside the window and drops them, as the system would: the browser
 * itself makes the DataTransfer and reads the files (Input.dispatchDragEvent of the DevTools protocol). `at` is a
 * point in the target, from its top left corner; without it the middle.
 */
export async function dropFiles(
  target: Locator,
  paths: readonly string[],
  at?: (box: { width: number; height: number }) => { x: number; y: number },
): Promise<void> {
  const page = target.page();
  const box = await target.boundingBox();
  if (!box) throw new Error("The place to drop on is not shown.");
  const inside = at?.(box) ?? { x: box.width / 2, y: box.height / 2 };
  const point = { x: box.x + inside.x, y: box.y + inside.y };
  const session = await page.context().newCDPSession(page);
  // 1 is "copy".
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await session.send("Input.dispatchDragEvent", { type, ...point, data });
  }
  await session.detach();
}
