import { isAppUrl } from "./app-origin.ts";

/** The part of Electron's WebFrameMain that is looked at. */
export interface SenderFrame {
  readonly url: string;
  readonly parent: object | null;
}

/** Messages count only from our own page in a window's main frame. The frame is null once it has navigated away. */
export function isTrustedSender(frame: SenderFrame | null): boolean {
  return frame !== null && frame.parent === null && isAppUrl(frame.url);
}
