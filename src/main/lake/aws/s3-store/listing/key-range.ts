import type { KeyScale } from "./key-scale.ts";
import { byBytes } from "./list-page.ts";

/** Pages that are left to one range at a time, when there are more. */
const STRIDE = 4;
/** Of fewer pages, a part is not worth a request of its own: it would mostly list what the other part has. */
const LEAST_CUT = 4;
/** A page that goes so many times as far as those before it, or they as far as it, says more of what follows than they do. */
const LEAP = 4n;

/** So many pages were full from one key to another. */
interface Stretch {
  from: string;
  to: string;
  pages: number;
}

/** Keys after one, up to and with another, and a guess of how many pages they are. */
export class KeyRange {
  readonly #scale: KeyScale;
  #after: string;
  #until: string | null;
  #stretch: Stretch;
  /** A page of it was full since it was last cut: there may be much more. */
  #isFull: boolean;

  /** What comes after a first page. */
  static behind(scale: KeyScale, from: string, to: string): KeyRange {
    return new KeyRange(scale, to, null, { from, to, pages: 1 }, true);
  }

  private constructor(scale: KeyScale, after: string, until: string | null, stretch: Stretch, isFull: boolean) {
    this.#scale = scale;
    this.#after = after;
    this.#until = until;
    this.#stretch = stretch;
    this.#isFull = isFull;
  }

  get after(): string {
    return this.#after;
  }

  includes(key: string): boolean {
    return this.#until === null || byBytes(key, this.#until) <= 0;
  }

  /** A full page of it goes to this key. False when nothing is left behind it. */
  advance(to: string): boolean {
    const { from, pages } = this.#stretch;
    const step = this.#stepOf(this.#stretch);
    const newStep = this.#stepOf({ from: this.#after, to, pages: 1 });
    const hasLeapt = newStep > step * LEAP || step > newStep * LEAP;
    this.#stretch = hasLeapt ? { from: this.#after, to, pages: 1 } : { from, to, pages: pages + 1 };
    this.#after = to;
    this.#isFull = true;
    return to !== this.#until;
  }

  /** All of it is listed, so that nothing is left to cut off. */
  end(): void {
    this.#isFull = false;
  }

  /** How many pages it may be; 0 while nothing tells. */
  get left(): number {
    const step = this.#stepOf(this.#stretch);
    if (!this.#isFull || step <= 0n) return 0;
    const end = this.#until === null ? this.#scale.end : this.#scale.numberOf(this.#until);
    // In 16ths, as numbers of keys have more digits than a double.
    return Number(((end - this.#scale.numberOf(this.#after)) * 16n) / step) / 16;
  }

  /** Cuts the far part off; null when that is not worth it. */
  cut(): KeyRange | null {
    const { left } = this;
    if (left < LEAST_CUT) return null;
    const distance = (this.#stepOf(this.#stretch) * BigInt(Math.round(16 * Math.min(left / 2, STRIDE)))) / 16n;
    const middle = this.#scale.keyOf(this.#scale.numberOf(this.#after) + distance);
    if (byBytes(this.#after, middle) >= 0 || (this.#until !== null && byBytes(middle, this.#until) >= 0)) return null;
    const far = new KeyRange(this.#scale, middle, this.#until, this.#stretch, false);
    this.#until = middle;
    this.#isFull = false;
    return far;
  }

  #stepOf({ from, to, pages }: Stretch): bigint {
    return (this.#scale.numberOf(to) - this.#scale.numberOf(from)) / BigInt(pages);
  }
}
