import type { Traffic } from "../../../../../shared/contract/connections.ts";
import { LatestValue } from "../../../../streams/latest-value.ts";
import { Pace } from "../../../../streams/pace.ts";

const BEAT_MS = 500;

/** What a connection has asked of the network since the app started. */
export class TrafficCounter {
  #requests = 0;
  #failures = 0;
  #bytesIn = 0;
  #bytesOut = 0;
  readonly #operations = new Map<string, number>();
  readonly #shown = new LatestValue<Traffic>({ requests: 0, failures: 0, bytesIn: 0, bytesOut: 0, operations: [] });
  readonly #pace = new Pace(BEAT_MS, () => this.#shown.set(this.now()));

  /** `operation` is the service and what it was asked: "S3 ListObjectsV2". Every try counts. */
  request(operation: string): void {
    this.#requests += 1;
    this.#operations.set(operation, (this.#operations.get(operation) ?? 0) + 1);
    this.#pace.soon();
  }

  sent(bytes: number): void {
    this.#bytesOut += bytes;
    this.#pace.soon();
  }

  received(bytes: number): void {
    this.#bytesIn += bytes;
    this.#pace.soon();
  }

  failed(): void {
    this.#failures += 1;
    this.#pace.soon();
  }

  now(): Traffic {
    const operations = [...this.#operations]
      .map(([operation, requests]) => ({ operation, requests }))
      .toSorted((a, b) => b.requests - a.requests);
    return {
      requests: this.#requests,
      failures: this.#failures,
      bytesIn: this.#bytesIn,
      bytesOut: this.#bytesOut,
      operations,
    };
  }

  /** Now, and as it grows. */
  follow(signal: AbortSignal): AsyncGenerator<Traffic, void, undefined> {
    this.#pace.now();
    return this.#shown.follow(signal);
  }

  close(): void {
    this.#pace.stop();
    this.#shown.close();
  }
}
