/** Names to choose a bucket from: those that were named first, then the others that may be listed. */
export function offeredBuckets(named: readonly string[], listed: readonly { name: string }[]): string[] {
  return [...new Set([...named, ...listed.map(({ name }) => name)])];
}
