/**
 * When a browser was last seen to send anything. A page sends a few files at a time over all its uploads: one that is busy
 * with another upload has not lost the files it has not begun with.
 */
export class BrowserPulse {
  #last = -Infinity;

  beat(): void {
    this.#last = performance.now();
  }

  /** Milliseconds since the last sign of life. */
  silence(): number {
    return performance.now() - this.#last;
  }
}
