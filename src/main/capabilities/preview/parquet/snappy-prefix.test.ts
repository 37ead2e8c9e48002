import { snappyUncompress } from "hyparquet";
import { snappyCompress } from "hyparquet-writer/src/snappy.js";
import { describe, expect, it } from "vitest";
import { unsnapPrefix } from "./snappy-prefix.ts";

function compressed(text: string): Uint8Array {
  return snappyCompress(Buffer.from(text));
}

describe("unsnapPrefix", () => {
  const text = Array.from(
    { length: 20_000 },
    (_, i) => `${i % 7 === 0 ? Math.sin(i) : "the same again and again"} ${i}\n`,
  ).join("");

  it.each([1, 59, 60, 61, 4096, 65_536, 100_001, Infinity])("gives the first %s bytes", (limit) => {
    const input = compressed(text);
    const whole = new Uint8Array(Buffer.byteLength(text));
    snappyUncompress(input, whole);
    expect(Buffer.from(unsnapPrefix(input, limit)).equals(whole.subarray(0, Math.min(limit, whole.byteLength)))).toBe(
      true,
    );
  });

  it("refuses a block that is cut or points before its start", () => {
    const input = compressed(text);
    expect(() => unsnapPrefix(input.subarray(0, 1000), Infinity)).toThrow(RangeError);
    expect(() => unsnapPrefix(Uint8Array.of(10, 0b000_001_01, 5), Infinity)).toThrow(RangeError);
  });
});
