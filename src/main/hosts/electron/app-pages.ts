import { readFile } from "node:fs/promises";
import { contentSecurityPolicy, newNonce, withNonce } from "../content-security-policy.ts";
import type { RendererFiles } from "../renderer-files.ts";
import { isAppUrl } from "./app-origin.ts";

const headers = { "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer" };

/** Answers a request of the app's scheme: files of the built renderer, and its page for every address inside the app. */
export async function answerAppRequest(files: RendererFiles, request: Request): Promise<Response> {
  if (!isAppUrl(request.url) || request.method !== "GET") return new Response(null, { status: 404, headers });
  const path = decodedPath(request.url);
  const file = files.get(path);
  if (file) {
    return new Response(await readFile(file.path), { headers: { ...headers, "Content-Type": file.mediaType } });
  }
  if (path.startsWith("/assets/")) return new Response(null, { status: 404, headers });
  const nonce = newNonce();
  return new Response(withNonce(files.indexHtml, nonce), {
    headers: {
      ...headers,
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "Content-Security-Policy": contentSecurityPolicy(nonce),
    },
  });
}

/** Only names that were found in the renderer's folder are files, so that a path cannot climb out of it. */
function decodedPath(url: string): string {
  try {
    return decodeURIComponent(new URL(url).pathname);
  } catch {
    return "/";
  }
}
