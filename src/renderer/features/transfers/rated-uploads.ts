import type { Upload } from "../../../shared/contract/transfers.ts";
import { type RateSample, rateOf, withSample } from "./transfer-rate.ts";

/** An upload, and how fast it moves: bytes a second, null while that cannot be said. */
export interface RatedUpload extends Upload {
  rate: number | null;
}

/** Adds to each state of the uploads how fast they move. `clock` in milliseconds. */
export async function* rated(
  states: AsyncIterable<readonly Upload[]>,
  clock: () => number = () => performance.now(),
): AsyncGenerator<RatedUpload[]> {
  let samples = new Map<string, RateSample[]>();
  for await (const uploads of states) {
    const at = clock();
    const moving = uploads.filter(({ state }) => state === "running");
    samples = new Map(
      moving.map(({ id, bytesDone }) => [id, withSample(samples.get(id) ?? [], { at, bytes: bytesDone })]),
    );
    yield uploads.map((upload) => ({ ...upload, rate: rateOf(samples.get(upload.id) ?? []) }));
  }
}

/** How fast several move together. */
export function togetherRate(uploads: readonly RatedUpload[]): number | null {
  const known = uploads.flatMap(({ rate }) => (rate === null ? [] : [rate]));
  return known.length === 0 ? null : known.reduce((total, rate) => total + rate, 0);
}
