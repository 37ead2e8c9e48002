import type { SchemaElement } from "hyparquet";
import { describe, expect, it } from "vitest";
import { leafText } from "./leaf-text.ts";

const text = (value: Parameters<typeof leafText>[0], element: Omit<SchemaElement, "name">) =>
  leafText(value, { name: "x", ...element }).text;

describe("values that DuckDB does not write", () => {
  it("reads INT96 timestamps, also before 1970", () => {
    const at = (day: number, nanos: bigint) => (BigInt(2_440_588 + day) << 64n) | nanos;
    expect(text(at(0, 0n), { type: "INT96" })).toBe("1970-01-01 00:00:00");
    expect(text(at(-1, 86_399_999_999_999n), { type: "INT96" })).toBe("1969-12-31 23:59:59.999999999");
  });

  it("reads half floats", () => {
    const float16 = { type: "FIXED_LEN_BYTE_ARRAY", logical_type: { type: "FLOAT16" } } as const;
    expect(text(Uint8Array.of(0x00, 0x3e), float16)).toBe("1.5");
    expect(text(Uint8Array.of(0x00, 0xfc), float16)).toBe("-inf");
  });

  it("reads decimals of any width with every digit", () => {
    const decimal = { type: "BYTE_ARRAY", converted_type: "DECIMAL", scale: 3, precision: 60 } as const;
    const unscaled = -(10n ** 50n) - 7n;
    const bytes = Buffer.from(BigInt.asUintN(192, unscaled).toString(16).padStart(48, "0"), "hex");
    expect(text(bytes, decimal)).toBe(`-1${"0".repeat(47)}.007`);
    expect(text(Uint8Array.of(0xff), { ...decimal, scale: 0 })).toBe("-1");
    expect(text(5, { type: "INT32", converted_type: "DECIMAL", scale: 3 })).toBe("0.005");
  });

  it("reads unsigned integers stored as signed ones", () => {
    expect(text(-1, { type: "INT32", converted_type: "UINT_32" })).toBe("4294967295");
    expect(text(-1n, { type: "INT64", converted_type: "UINT_64" })).toBe("18446744073709551615");
  });

  it("shows infinite and ancient dates as DuckDB does", () => {
    const date = { type: "INT32", converted_type: "DATE" } as const;
    expect(text(2_147_483_647, date)).toBe("infinity");
    expect(text(-719_529, date)).toBe("0002-12-31 (BC)");
    expect(text(3_000_000, date)).toBe("10183-09-21");
  });

  it("shows bytes as hex", () => {
    expect(text(Uint8Array.of(0, 171), { type: "BYTE_ARRAY" })).toBe("00ab");
    expect(text(Uint8Array.of(1, 2), { type: "FIXED_LEN_BYTE_ARRAY", type_length: 2 })).toBe("0102");
  });
});
