import type { WebContents } from "electron";
import { isAppUrl } from "./app-origin.ts";

type Preventable = { preventDefault: () => void };
type Guarded = Pick<WebContents, "setWindowOpenHandler"> & {
  on(event: "will-navigate" | "will-redirect", listener: (event: Preventable & { url: string }) => void): unknown;
  on(event: "will-attach-webview", listener: (event: Preventable) => void): unknown;
};

/** The window stays on our page: it goes nowhere else, opens no other window and embeds nothing. */
export function denyNavigation(contents: Guarded): void {
  const stay = (event: Preventable & { url: string }) => {
    if (!isAppUrl(event.url)) event.preventDefault();
  };
  contents.on("will-navigate", stay);
  contents.on("will-redirect", stay);
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
}
