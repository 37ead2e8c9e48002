import { ObjectAddress } from "../../../shared/domain/object-address.ts";

const ATTRIBUTE = "data-drop-address";

/** Makes an element, or the grid row it stands in, a place to drop files on. */
export function dropTarget(address: ObjectAddress): Record<typeof ATTRIBUTE, string> {
  return { [ATTRIBUTE]: JSON.stringify({ lakeId: address.lakeId, zoneId: address.zoneId, path: address.path }) };
}

/** Where a drop would go: the folder, and what to highlight. */
export interface DropAim {
  address: ObjectAddress;
  area: { left: number; top: number; width: number; height: number };
  isWindow: boolean;
}

/** What is aimed at: the folder under the pointer, else the folder that is looked at. Null where neither is. */
export function aimAt(target: EventTarget | null, current: ObjectAddress | null): DropAim | null {
  const element = target instanceof Element ? target : null;
  const row = element?.closest('[role="row"]') ?? null;
  const marked = element?.closest(`[${ATTRIBUTE}]`) ?? row?.querySelector(`[${ATTRIBUTE}]`) ?? null;
  const address = marked && addressOf(marked);
  if (marked && address) {
    const shown = row?.contains(marked) ? row : marked;
    return { address, area: visibleArea(shown), isWindow: false };
  }
  if (!current) return null;
  const page = document.querySelector("main") ?? document.documentElement;
  return { address: current, area: visibleArea(page), isWindow: true };
}

function addressOf(element: Element): ObjectAddress | null {
  const parsed = ObjectAddress.safeParse(JSON.parse(element.getAttribute(ATTRIBUTE) ?? "null"));
  return parsed.success ? parsed.data : null;
}

/** The box of an element, as far as the grid that it scrolls in shows it. */
function visibleArea(element: Element): DropAim["area"] {
  const box = element.getBoundingClientRect();
  const grid = element.closest('[role="grid"]')?.getBoundingClientRect() ?? box;
  const left = Math.max(box.left, grid.left);
  const top = Math.max(box.top, grid.top);
  return {
    left,
    top,
    width: Math.min(box.right, grid.right) - left,
    height: Math.min(box.bottom, grid.bottom) - top,
  };
}
