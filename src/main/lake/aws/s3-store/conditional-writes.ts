import { AppError } from "../../../../shared/domain/app-error.ts";
import type { Capability } from "../../ports.ts";

/** True when the bucket refuses to write over an object that must be absent. */
export type OverwriteProbe = (bucket: string, signal: AbortSignal) => Promise<boolean>;

/**
 * Whether the store keeps an object from being replaced by itself (If-None-Match). Some refuse the header, and some ignore
 * it in silence, which only a probe of the connection can tell: there, Lakeshore looks before and after it writes.
 */
export class ConditionalWrites {
  #enforced = true;
  readonly #probe: OverwriteProbe | null;
  readonly #probed = new Map<string, Promise<void>>();
  readonly #writing = new Map<string, Promise<unknown>>();

  /** Without a probe the store is known to refuse, as AWS does. */
  constructor(probe: OverwriteProbe | null) {
    this.#probe = probe;
  }

  /** To be called before something is created in a bucket. One bucket that ignores the header is enough to guard all. */
  async prove(bucket: string, signal: AbortSignal): Promise<void> {
    const probe = this.#probe;
    if (!probe || !this.#enforced) return;
    const underWay = this.#probed.get(bucket);
    if (underWay) return underWay;
    const probing = probe(bucket, signal).then(
      (refuses) => void (this.#enforced &&= refuses),
      (error: unknown) => {
        // The next who writes asks again.
        this.#probed.delete(bucket);
        throw error;
      },
    );
    this.#probed.set(bucket, probing);
    return probing;
  }

  get enforced(): boolean {
    return this.#enforced;
  }

  /** True when an error says that the store does not know the header; it is not sent again then. */
  giveUpAfter(error: unknown): boolean {
    if (!this.#enforced || !(error instanceof AppError)) return false;
    const status = error.details?.["status"];
    const isRefused = status === 501 || (status === 400 && /none-match|header|condition/i.test(error.message));
    if (isRefused) this.#enforced = false;
    return isRefused;
  }

  /** Writes of this app to one key come one after the other, so that none misses what another has just written. */
  async exclusively<T>(uri: string, write: () => Promise<T>): Promise<T> {
    const before = this.#writing.get(uri) ?? Promise.resolve();
    const mine = before.then(write, write);
    this.#writing.set(uri, mine);
    try {
      return await mine;
    } finally {
      if (this.#writing.get(uri) === mine) this.#writing.delete(uri);
    }
  }

  capability(): Capability {
    if (this.#enforced) return { available: true };
    return {
      available: false,
      reason:
        "This store does not keep two writers from taking the same name at the same moment. Lakeshore looks before and after it writes, which can miss a race with another program.",
    };
  }
}

export function nameTaken(uri: string, cause?: unknown): AppError {
  return new AppError("ALREADY_EXISTS", `“${uri}” exists already.`, {
    hint: "Choose another name.",
    details: { file: uri },
    cause,
  });
}
