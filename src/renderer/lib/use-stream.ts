import { useCallback, useEffect, useState } from "react";
import { type AppError, isCancellation } from "../../shared/domain/app-error.ts";
import { appErrorOf } from "./app-error-of.ts";
import { onSignedIn } from "./sign-ins.ts";
import { isConnectionLost } from "./transport/connection-lost.ts";

export interface StreamState<T> {
  /** The newest value; kept while the stream is opened again. */
  value: T | undefined;
  error: AppError | undefined;
  /** Opens the stream again. */
  retry: () => void;
}

type Open<T> = (options: { signal: AbortSignal }) => Promise<AsyncIterable<T>>;

/** A lost connection is tried again after this long; the client itself waits for the next connection. */
const REOPEN_MS = 300;

/**
 * Follows a stream of states as long as the component lives and `open` (remembered with useCallback) stays the same. What
 * ended because nobody was signed in goes on once somebody is.
 */
export function useStream<T>(open: Open<T>): StreamState<T> {
  const [state, setState] = useState<{ value?: T; error?: AppError }>({});
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((number) => number + 1), []);

  useEffect(() => {
    const controller = new AbortController();
    void follow(open, controller.signal, setState);
    return () => controller.abort();
  }, [open, attempt]);

  const isRefused = state.error?.code === "AUTH_REQUIRED";
  useEffect(() => (isRefused ? onSignedIn(retry) : undefined), [isRefused, retry]);

  return { value: state.value, error: state.error, retry };
}

async function follow<T>(
  open: Open<T>,
  signal: AbortSignal,
  set: (state: { value?: T; error?: AppError }) => void,
): Promise<void> {
  let last: { value?: T } = {};
  while (!signal.aborted) {
    try {
      for await (const value of await open({ signal })) {
        if (signal.aborted) return;
        last = { value };
        set(last);
      }
      return;
    } catch (error) {
      if (signal.aborted || isCancellation(error)) return;
      const known = appErrorOf(error);
      if (!isConnectionLost(known)) {
        set({ ...last, error: known });
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, REOPEN_MS));
    }
  }
}
