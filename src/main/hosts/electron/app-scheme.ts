import { protocol } from "electron";
import type { RendererFiles } from "../renderer-files.ts";
import { answerAppRequest } from "./app-pages.ts";
import { appScheme } from "./app-origin.ts";

/** Before the app is ready: makes the scheme a standard, secure one with an origin. */
export function declareAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges }]);
}

/** Once the app is ready. */
export function serveAppScheme(files: RendererFiles): void {
  protocol.handle(appScheme, (request) => answerAppRequest(files, request));
}
