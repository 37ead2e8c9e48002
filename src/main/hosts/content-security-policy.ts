import { randomBytes } from "node:crypto";

/** Stands in the built index.html wherever the nonce belongs (Vite's `html.cspNonce`); hosts replace it per response. */
export const noncePlaceholder = "__CSP_NONCE__";

export function newNonce(): string {
  return randomBytes(18).toString("base64");
}

/**
 * The page runs its own files only. Styles that AG Grid, Mantine and CodeMirror insert carry the nonce. Workers come
 * from the page's origin. `connect` names what WebSockets may reach: older browsers do not take 'self' to cover ws:.
 */
export function contentSecurityPolicy(nonce: string, connect: readonly string[] = []): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src ${["'self'", ...connect].join(" ")}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join("; ");
}

export function withNonce(html: string, nonce: string): string {
  return html.replaceAll(noncePlaceholder, nonce);
}
