/** What only the shell around the app can do. One implementation a host; nothing else knows which host it is in. */
export interface HostServices {
  readonly kind: "desktop" | "browser";
  readonly version: string;
  /** The lake named on the command line, to be opened at start. */
  readonly startLakePath: string | null;
  readonly paths: HostPaths;
  readonly secrets: SecretStore;
  /** Starts a Node program in a process of its own: utilityProcess on the desktop, fork in the browser host. */
  forkEngine(options: ForkOptions): ForkedProcess;
  /** Native dialogs; UNSUPPORTED in the browser host. Null when the person cancels. */
  chooseFolder(title: string): Promise<string | null>;
  chooseFiles(title: string, folders: boolean): Promise<string[] | null>;
  chooseSaveFile(title: string, suggestedName: string, extensions: readonly string[]): Promise<string | null>;
  reveal(path: string): Promise<void>;
  /** Opens an https address in the person's browser; UNSUPPORTED in the browser host, whose page is in one. */
  openAddress(url: string): Promise<void>;
  /** Gives a finished file to the person as a download; null on hosts where they chose a path instead. */
  offerDownload: ((file: { path: string; name: string }) => { url: string }) | null;
  /** Opens a one-time address to which the renderer sends the bytes of one file; null where paths are read instead. */
  acceptUpload: ((receive: UploadReceiver) => { url: string; close: () => void }) | null;
}

/** Where secrets are kept, apart from the app's databases. */
export interface SecretStore {
  /** True when the system's keychain protects them and they outlive the app; false when they end with it. */
  keepsSecrets(): boolean;
  get(name: string): Promise<string | null>;
  put(name: string, secret: string): Promise<void>;
  /** One that is gone already counts as removed. */
  remove(name: string): Promise<void>;
}

/** Consumes the body (with back-pressure: the host reads on only as the receiver does). Rejecting answers with an error. */
export type UploadReceiver = (body: AsyncIterable<Uint8Array>, signal: AbortSignal) => Promise<void>;

export interface HostPaths {
  /** Kept for ever: app.db, index.db, the copy of the sample lake. */
  readonly userData: string;
  /** May be emptied at any time: result sets, downloaded ranges. */
  readonly cache: string;
  /** Emptied at start. */
  readonly temp: string;
  /** Read only, part of the app: the sample lake, icons. */
  readonly resources: string;
  /** Built programs of child processes and workers: engine/entry.js, workers/*.js. */
  readonly programs: string;
}

export interface ForkOptions {
  /** Absolute path of the program's built entry. */
  entry: string;
  /** Shown in process lists. */
  serviceName: string;
  /** Environment of the child; nothing else is inherited, so that no secret reaches it. */
  env: Record<string, string>;
}

export interface ForkedProcess {
  readonly pid: number | undefined;
  /** Structured-clone values. False or throwing once the process is gone. */
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (exit: { code: number | null; signal: string | null }) => void): void;
  /** Kills at once (SIGKILL). */
  kill(): void;
}
