import type { Daemon } from "./daemon.ts";

export interface StartOptions {
  /** For its data and logs; empty at first, and removed in the end. */
  folder: string;
  /** Tells the person what is being done. */
  say: (text: string) => void;
  /** Aborted when the servers are not wanted any more. */
  signal: AbortSignal;
  /** Takes charge of ending a daemon. */
  keep: (daemon: Daemon) => Daemon;
}
