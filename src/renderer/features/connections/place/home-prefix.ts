/** What was typed as the prefix that a place in a bucket has: "" for the whole bucket, else it ends in "/". */
export function homePrefix(typed: string): string {
  const segments = typed.split("/").map((segment) => segment.trim());
  const kept = segments.filter((segment) => segment !== "");
  return kept.length === 0 ? "" : `${kept.join("/")}/`;
}

/** The prefix above; null at the top of the bucket. */
export function prefixAbove(prefix: string): string | null {
  if (prefix === "") return null;
  return prefix.slice(0, prefix.lastIndexOf("/", prefix.length - 2) + 1);
}

/** The last name of a prefix, as it is listed below another. */
export function prefixName(prefix: string): string {
  return prefix.slice(prefix.lastIndexOf("/", prefix.length - 2) + 1, -1);
}
