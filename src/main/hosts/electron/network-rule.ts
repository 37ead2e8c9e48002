import type { Session } from "electron";
import { isAppUrl } from "./app-origin.ts";

/** The page reaches nothing but its own files, whatever its policy would let through. Developer tools have theirs. */
export function mayRequest(url: string): boolean {
  return isAppUrl(url) || /^(blob|data|devtools):/.test(url);
}

export function denyNetwork(session: Pick<Session, "webRequest" | "on">): void {
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !mayRequest(details.url) }));
  session.on("will-download", (event) => event.preventDefault());
}
