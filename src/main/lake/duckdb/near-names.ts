/** Up to three of the candidates that a person may have meant, the nearest first. */
export function nearNames(wanted: string, candidates: Iterable<string>): string[] {
  const target = wanted.toLowerCase();
  const limit = Math.max(1, Math.floor(target.length / 3));
  const near: { name: string; distance: number }[] = [];
  for (const name of new Set(candidates)) {
    const folded = name.toLowerCase();
    const contained = target.length > 2 && (folded.includes(target) || (folded.length > 2 && target.includes(folded)));
    const distance = contained ? 1 : editDistance(target, folded, limit);
    if (distance <= limit) near.push({ name, distance });
  }
  return near
    .toSorted((a, b) => a.distance - b.distance || a.name.length - b.name.length)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Levenshtein distance; anything over `limit` counts as more than it. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const swap = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(swap, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? limit + 1;
}
