/** The desktop app's page comes from a scheme of its own, so that it has an origin and headers, which file: has not. */
export const appScheme = "lakeshore";
export const appOrigin = `${appScheme}://app`;

/** True for an address of our own page, and for nothing that only looks like one. */
export function isAppUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return protocol === `${appScheme}:` && host === "app";
}
