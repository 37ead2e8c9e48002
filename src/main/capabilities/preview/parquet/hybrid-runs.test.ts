import { expect, it } from "vitest";
import { readHybrid } from "./hybrid-runs.ts";

it("reads runs and packed values of any width, and stops when it has enough", () => {
  // A run of five 300s, then eight values of 9 bits packed: 0, 1, 2, 3, 4, 5, 6, 511.
  const packed = [0, 1, 2, 3, 4, 5, 6, 511].reduce(
    (bits, value, index) => bits | (BigInt(value) << BigInt(index * 9)),
    0n,
  );
  const bytes = Array.from({ length: 9 }, (_, index) => Number((packed >> BigInt(index * 8)) & 255n));
  const input = Uint8Array.of(5 << 1, 300 & 255, 300 >> 8, (1 << 1) | 1, ...bytes);
  const all = new Uint32Array(13);
  readHybrid(input, 9, all);
  expect([...all]).toEqual([300, 300, 300, 300, 300, 0, 1, 2, 3, 4, 5, 6, 511]);
  const first = new Uint32Array(3);
  readHybrid(input.subarray(0, 3), 9, first);
  expect([...first]).toEqual([300, 300, 300]);
});

it("reads values of 32 bits", () => {
  const output = new Uint32Array(1);
  readHybrid(Uint8Array.of(2, 0xff, 0xff, 0xff, 0xff), 32, output);
  expect(output[0]).toBe(4_294_967_295);
});

it("does not spend time on a run that claims to be endless", () => {
  const output = new Uint8Array(4);
  readHybrid(Uint8Array.of(0xfe, 0xff, 0xff, 0xff, 0x0f, 1), 1, output);
  expect([...output]).toEqual([1, 1, 1, 1]);
});

it("says when the bytes end before the values", () => {
  expect(() => readHybrid(Uint8Array.of(3, 255), 9, new Uint32Array(8))).toThrow(RangeError);
});
