import type { ItemLedger } from "../ledger/item-ledger.ts";
import type { ItemOutcome } from "../ledger/ledger-rows.ts";

/** Each write to the ledger waits for the disk: outcomes of this time, in milliseconds, share one. */
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
    if (this.#waiting.length >= MOST) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const outcomes = this.#waiting;
    this.#waiting = [];
    if (outcomes.length > 0) this.#items.settle(this.#uploadId, outcomes);
  }
}
