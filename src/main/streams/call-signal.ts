/** The signal of a remote call; callers inside main may leave it out, and their call is then never cancelled. */
export function callSignal(signal: AbortSignal | undefined): AbortSignal {
  return signal ?? new AbortController().signal;
}
