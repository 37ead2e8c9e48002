/** How much had been moved at a time. */
export interface RateSample {
  /** Milliseconds. */
  at: number;
  bytes: number;
}

/** Speed is that of the last seconds: short enough to follow a change, long enough to be calm. Milliseconds. */
const WINDOW = 8_000;
const SHORTEST = 1_000;

/** Adds a sample and drops what is older than the window. Fewer bytes than before begin anew. */
export function withSample(samples: readonly RateSample[], next: RateSample): RateSample[] {
  const last = samples.at(-1);
  if (last && next.bytes < last.bytes) return [next];
  const recent = samples.filter(({ at }) => next.at - at <= WINDOW);
  return [...recent, next];
}

/** Bytes a second, or null while too little is known. */
export function rateOf(samples: readonly RateSample[]): number | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last || last.at - first.at < SHORTEST) return null;
  return ((last.bytes - first.bytes) * 1000) / (last.at - first.at);
}

/** "about 20 seconds left", as people say it; null where nothing can be said. */
export function remainingWords(bytes: number, rate: number | null): string | null {
  if (rate === null || rate <= 0 || bytes <= 0) return null;
  const seconds = bytes / rate;
  if (seconds < 5) return "a few seconds left";
  if (seconds < 55) return `about ${Math.ceil(seconds / 5) * 5} seconds left`;
  const minutes = Math.round(seconds / 60);
  if (minutes <= 1) return "about a minute left";
  if (minutes < 60) return `about ${minutes} minutes left`;
  const hours = Math.round(minutes / 60);
  if (hours <= 1) return "about an hour left";
  return hours < 48 ? `about ${hours} hours left` : `about ${Math.round(hours / 24)} days left`;
}
