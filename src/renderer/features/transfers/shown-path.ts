/** A path on one line, whatever its names hold: line breaks are shown, and text from right to left stays in its place. */
export function shownPath(path: string): string {
  const isolated = path.replaceAll(/\r\n|[\r\n]/g, "↵").replaceAll("\t", "⇥");
  return `\u2068${isolated}\u2069`;
}
