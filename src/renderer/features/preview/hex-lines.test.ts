import { describe, expect, it } from "vitest";
import { hexLines } from "./hex-lines.ts";

describe("hexLines", () => {
  it("shows offset, bytes and what can be printed", () => {
    const hex = Buffer.from("Parquet\n0123456789").toString("hex");
    expect(hexLines(hex, 4096)).toEqual([
      "00001000  50 61 72 71 75 65 74 0a 30 31 32 33 34 35 36 37  Parquet·01234567",
      `00001010  38 39${" ".repeat(42)}  89`,
    ]);
  });

  it("has nothing to show for nothing", () => {
    expect(hexLines("", 0)).toEqual([]);
  });
});
