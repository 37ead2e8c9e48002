import { streamWindow, type Credit } from "../../../shared/transport/flow-control.ts";

/** What one stream may still send before its reader has to catch up. One producer waits on it at a time. */
export class StreamCredit {
  #values = streamWindow;
  #wake: (() => void) | null = null;

  /** Waits until the reader has room for one more value, or the stream is closed. */
  async take(): Promise<void> {
    while (this.#values === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#values -= 1;
  }

  grant(values: number): void {
    // A reader that grants too much harms only itself: never more than the window is on its way.
    this.#values = Math.min(streamWindow, this.#values + values);
    this.#wake?.();
    this.#wake = null;
  }
}

/** The credit of all streams of one connection. */
export class ConnectionCredit {
  readonly #streams = new Map<string, StreamCredit>();

  open(streamId: string): StreamCredit {
    const credit = new StreamCredit();
    this.#streams.set(streamId, credit);
    return credit;
  }

  close(streamId: string): void {
    this.#streams.get(streamId)?.grant(streamWindow);
    this.#streams.delete(streamId);
  }

  /** Credit for a stream that has ended meanwhile is ignored. */
  grant({ streamId, values }: Credit): void {
    this.#streams.get(streamId)?.grant(values);
  }
}
