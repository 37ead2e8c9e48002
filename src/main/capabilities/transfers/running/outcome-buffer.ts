import { log } from "../../../log.ts";
import type { ItemLedger } from "../ledger/item-ledger.ts";
import type { ItemOutcome } from "../ledger/ledger-rows.ts";

/** Outcomes of this time, in milliseconds, share one write to the ledger. */
const GATHER_MS = 100;
const MOST = 128;

/**
 * Outcomes on their way to the ledger. Those that a killed app did not write down belong to items that the ledger has as
 * claimed, which are looked for at the destination before they are sent again.
 */
export class OutcomeBuffer {
  readonly #items: ItemLedger;
  readonly #uploadId: string;
  #waiting: ItemOutcome[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(items: ItemLedger, uploadId: string) {
    this.#items = items;
    this.#uploadId = uploadId;
  }

  add(outcome: ItemOutcome): void {
    this.#waiting.push(outcome);
    if (this.#waiting.length >= MOST) this.#tryToFlush();
    else this.#timer ??= setTimeout(() => this.#tryToFlush(), GATHER_MS);
  }

  /** Throws when the ledger cannot be written to; what was not written down is then kept. */
  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#waiting.length > 0) this.#items.settle(this.#uploadId, this.#waiting);
    this.#waiting = [];
  }

  #tryToFlush(): void {
    try {
      this.flush();
    } catch (error) {
      log("warn", "outcomes of an upload are not written down yet", { error });
    }
  }
}
