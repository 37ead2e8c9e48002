/**
 * The values in a path of Hive folders, `year=2024/month=01/`, one level a key in that order; null for any other path.
 * Hive writes odd characters of values as URLs do.
 */
export function partitionValues(folder: string, keys: readonly string[]): string[] | null {
  const names = folder.split("/").slice(0, -1);
  if (names.length !== keys.length) return null;
  const values = names.map((name, index) => partitionValue(name, keys[index] ?? ""));
  return values.every((value) => value !== null) ? values : null;
}

/** The value in the name of one folder; null where it is not one of that key. */
export function partitionValue(name: string, key: string): string | null {
  const sign = name.indexOf("=");
  if (sign < 0 || name.slice(0, sign).toLowerCase() !== key.toLowerCase()) return null;
  try {
    return decodeURIComponent(name.slice(sign + 1));
  } catch {
    return name.slice(sign + 1);
  }
}
