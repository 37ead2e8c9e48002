import type { CallProgress, EngineSettings } from "../engine-protocol.ts";

/** What an operation is given besides its call. */
export interface CallContext {
  settings: EngineSettings;
  signal: AbortSignal;
  /** Called often and cheaply; thinned out on the way to main. */
  onProgress: (progress: CallProgress) => void;
}
