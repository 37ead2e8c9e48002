/**
 * Lets a write of a known size go on where an earlier try broke off, also after the app was killed. A store that keeps
 * nothing of a write that failed takes no notice of it.
 */
export interface ResumableWrite {
  /** Names the content of the body: what was kept of another begins anew. */
  version: string;
  /** What the earlier try has kept; null begins anew. */
  state: string | null;
  /** A state to be kept before anything is stored under it; null when nothing is stored any more. */
  onState: (state: string | null) => void;
  /** Asked when the signal ends the write: true keeps what is stored for a later try, false gives it up. */
  goesOnLater: () => boolean;
  /** Fills `into` with the very body from `start` on. With nothing to fill, it proves that the body is still the same. */
  read: (start: number, into: Uint8Array<ArrayBuffer>, signal: AbortSignal) => Promise<void>;
}
