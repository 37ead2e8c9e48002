import type { Session } from "electron";
import { isAppUrl } from "./app-origin.ts";

/** Chromium asks for this when a page puts text on the clipboard, as copying cells does. Reading it is another one. */
const granted = new Set(["clipboard-sanitized-write"]);

/** True for what our own page needs; everything else is denied (camera, location, devices, notifications …). */
export function mayUse(permission: string, url: string): boolean {
  return granted.has(permission) && isAppUrl(url);
}

export function denyPermissions(
  session: Pick<Session, "setPermissionRequestHandler" | "setPermissionCheckHandler" | "setDevicePermissionHandler">,
): void {
  session.setPermissionRequestHandler((_contents, permission, decide, { requestingUrl }) => {
    decide(mayUse(permission, requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) => mayUse(permission, requestingOrigin));
  session.setDevicePermissionHandler(() => false);
}
