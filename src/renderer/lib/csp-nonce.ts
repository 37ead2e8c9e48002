/**
 * The nonce of this page's content security policy, for libraries that insert styles (Mantine's `getStyleNonce`, AG
 * Grid's `styleNonce`, CodeMirror's `EditorView.cspNonce`). Vite puts the element into index.html and the host fills
 * it in; the property is read because browsers hide the attribute from pages.
 */
export function cspNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";
}
