import { create } from "zustand";

interface SignIns {
  /** The connection that the person is asked to sign in to; null while there is none. */
  asked: string | null;
  /** The connection of the lake that is looked at, for errors that name none. */
  current: string | null;
  setCurrent: (connectionId: string | null) => void;
  ask: (connectionId: string) => void;
  dismiss: () => void;
}

/** Who is asked to sign in, and to what. */
export const useSignIns = create<SignIns>((set) => ({
  asked: null,
  current: null,
  setCurrent: (current) => set({ current }),
  ask: (asked) => set({ asked }),
  dismiss: () => set({ asked: null }),
}));

const waiting = new Set<() => void>();

/** Calls each time somebody has signed in, so that what failed for want of it can go on. The answer ends that. */
export function onSignedIn(goOn: () => void): () => void {
  waiting.add(goOn);
  return () => void waiting.delete(goOn);
}

/** Tells all that wait for it now: who begins to wait meanwhile waits for the next time. */
export function signedIn(): void {
  const told = new Set(waiting);
  for (const goOn of told) goOn();
}
