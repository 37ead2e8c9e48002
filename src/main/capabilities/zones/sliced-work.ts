import { setImmediate as nextTurn } from "node:timers/promises";
import { AppError } from "../../../shared/domain/app-error.ts";

/** Work of this length goes unnoticed between two frames. Milliseconds. */
const SLICE_MS = 8;

/** Lets other work of the process take its turn whenever a slice is over. CANCELLED when the signal has fired. */
export class Slices {
  readonly #signal: AbortSignal;
  #started = performance.now();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  async pause(): Promise<void> {
    if (performance.now() - this.#started < SLICE_MS) return;
    await nextTurn();
    if (this.#signal.aborted) throw new AppError("CANCELLED", "This was given up.");
    this.#started = performance.now();
  }
}

/** Sorts in slices: short runs at once, then merges. Stable. */
export async function sortInSlices(
  values: Uint32Array,
  compare: (a: number, b: number) => number,
  slices: Slices,
): Promise<Uint32Array> {
  const RUN = 2048;
  for (let start = 0; start < values.length; start += RUN) {
    values.subarray(start, start + RUN).sort(compare);
    await slices.pause();
  }
  let from: Uint32Array = values;
  let into: Uint32Array = new Uint32Array(values.length);
  for (let width = RUN; width < values.length; width *= 2) {
    for (let start = 0; start < values.length; start += 2 * width) {
      await merge(
        from,
        into,
        start,
        Math.min(start + width, values.length),
        Math.min(start + 2 * width, values.length),
        compare,
        slices,
      );
    }
    [from, into] = [into, from];
  }
  return from;
}

async function merge(
  from: Uint32Array,
  into: Uint32Array,
  start: number,
  middle: number,
  end: number,
  compare: (a: number, b: number) => number,
  slices: Slices,
): Promise<void> {
  let left = start;
  let right = middle;
  for (let out = start; out < end; out += 1) {
    const takeLeft = left < middle && (right >= end || compare(from[left] ?? 0, from[right] ?? 0) <= 0);
    into[out] = from[takeLeft ? left++ : right++] ?? 0;
    if ((out & 1023) === 0) await slices.pause();
  }
}
