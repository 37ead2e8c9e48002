import { createReadStream } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { contentSecurityPolicy, newNonce, withNonce } from "../content-security-policy.ts";
import type { RendererFiles } from "../renderer-files.ts";
import { commonHeaders, sendText } from "./responses.ts";

/** Answers with a file of the built renderer, or with its page for an address inside the app. */
export async function sendPage(
  files: RendererFiles,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = decodePath(url.pathname);
  const file = files.get(path);
  if (file) {
    const cacheControl = file.immutable ? "private, max-age=31536000, immutable" : "no-cache";
    response.writeHead(200, { ...commonHeaders, "Content-Type": file.mediaType, "Cache-Control": cacheControl });
    if (request.method === "HEAD") response.end();
    else await pipeline(createReadStream(file.path), response);
  } else if (path === "/" || isNavigation(request)) {
    sendIndex(files.indexHtml, request, response);
  } else {
    sendText(response, 404, "There is no such file.");
  }
}

function sendIndex(html: string, request: IncomingMessage, response: ServerResponse): void {
  const nonce = newNonce();
  response.writeHead(200, {
    ...commonHeaders,
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": contentSecurityPolicy(nonce, [`ws://${request.headers.host}`]),
  });
  response.end(request.method === "HEAD" ? undefined : withNonce(html, nonce));
}

/** Only names that were found in the renderer's folder are files, so that no path can climb out of it. */
function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    // Not UTF-8: no file of ours has such a name.
    return pathname;
  }
}

function isNavigation({ headers }: IncomingMessage): boolean {
  return headers["sec-fetch-mode"] === "navigate";
}
