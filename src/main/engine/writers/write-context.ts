export interface WriteContext {
  signal: AbortSignal;
  /** Rows so far, from 0 up; called often and cheaply, so that callers thin it out themselves. */
  onProgress: (rowsWritten: number) => void;
}

export interface WrittenFile {
  /** Rows of data; headers do not count. */
  rows: number;
  bytes: number;
  /** Sentences about what the format could not hold as it was. */
  warnings: string[];
}
