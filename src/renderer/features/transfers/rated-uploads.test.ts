import { describe, expect, it } from "vitest";
import { rated, togetherRate } from "./rated-uploads.ts";
import { uploadLike } from "./upload-like.fixture.ts";

describe("rated uploads", () => {
  it("says how fast each moves, and forgets it when it stands", async () => {
    const states = [
      [uploadLike({ id: "a", bytesDone: 0 }), uploadLike({ id: "b", bytesDone: 0 })],
      [uploadLike({ id: "a", bytesDone: 4_000 }), uploadLike({ id: "b", bytesDone: 1_000 })],
      [uploadLike({ id: "a", bytesDone: 4_000, state: "done" }), uploadLike({ id: "b", bytesDone: 2_000 })],
    ];
    let now = 0;
    const rates: (number | null)[][] = [];
    const together: (number | null)[] = [];
    for await (const uploads of rated(iterate(states), () => (now += 2_000))) {
      rates.push(uploads.map(({ rate }) => rate));
      together.push(togetherRate(uploads));
    }
    expect(rates).toEqual([
      [null, null],
      [2_000, 500],
      [null, 500],
    ]);
    expect(together).toEqual([null, 2_500, 500]);
  });
});

async function* iterate<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
