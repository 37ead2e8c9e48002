import type { SchemaElement, TimeUnit } from "hyparquet";
import { parseFloat16 } from "hyparquet/src/convert.js";
import { dateText, intervalText, timestampText, timeText } from "./moment-text.ts";
import { decimalText, doubleText, floatText } from "./number-text.ts";

/** A value as the page holds it, before any logical type is applied. */
type RawValue = boolean | number | bigint | Uint8Array;

export function isRaw(value: unknown): value is RawValue {
  return ["boolean", "number", "bigint"].includes(typeof value) || value instanceof Uint8Array;
}

const unitNanos: Record<TimeUnit, bigint> = { MILLIS: 1_000_000n, MICROS: 1000n, NANOS: 1n };
/** Julian day number of 1970-01-01; INT96 timestamps count days from there. */
const JULIAN_EPOCH = 2_440_588n;

/** Exact text of a raw value under the logical type of its column, and whether it is a bare number or boolean in JSON. */
export function leafText(value: RawValue, element: SchemaElement): { text: string; bare: boolean } {
  const bare = (text: string) => ({ text, bare: true });
  const quoted = (text: string) => ({ text, bare: false });
  if (typeof value === "boolean") return bare(String(value));
  const scale = decimalScale(element);
  if (scale !== null) return bare(decimalText(value instanceof Uint8Array ? signed(value) : BigInt(value), scale));
  if (value instanceof Uint8Array) return quotedOrFloat(bytesText(value, element), element);
  const moment = momentText(value, element);
  if (moment !== null) return quoted(moment);
  if (element.type === "FLOAT" || element.type === "DOUBLE") {
    const text = element.type === "FLOAT" ? floatText(Number(value)) : doubleText(Number(value));
    return Number.isFinite(Number(value)) ? bare(text) : quoted(text);
  }
  return bare(integerText(value, element));
}

function quotedOrFloat(text: string, element: SchemaElement): { text: string; bare: boolean } {
  return { text, bare: element.logical_type?.type === "FLOAT16" && /\d/.test(text) };
}

function decimalScale({ converted_type: converted, logical_type: logical, scale }: SchemaElement): number | null {
  if (logical?.type === "DECIMAL") return logical.scale;
  return converted === "DECIMAL" ? (scale ?? 0) : null;
}

function integerText(value: number | bigint, element: SchemaElement): string {
  const { logical_type: logical, converted_type: converted, type } = element;
  const unsigned = logical?.type === "INTEGER" ? !logical.isSigned : converted?.startsWith("UINT_") === true;
  if (!unsigned) return value.toString();
  return BigInt.asUintN(type === "INT64" ? 64 : 32, BigInt(value)).toString();
}

function momentText(value: number | bigint, element: SchemaElement): string | null {
  const { logical_type: logical, converted_type: converted, type } = element;
  if (type === "INT96") return int96Text(BigInt(value));
  if (logical?.type === "DATE" || converted === "DATE") return dateText(Number(value));
  if (logical?.type === "TIME") {
    return timeText(BigInt(value) * unitNanos[logical.unit]) + (logical.isAdjustedToUTC ? "+00" : "");
  }
  if (logical?.type === "TIMESTAMP") {
    return timestampText(BigInt(value), unitNanos[logical.unit], logical.isAdjustedToUTC ? "+00" : "");
  }
  if (converted === "TIME_MILLIS") return timeText(BigInt(value) * unitNanos.MILLIS);
  if (converted === "TIME_MICROS") return timeText(BigInt(value) * unitNanos.MICROS);
  if (converted === "TIMESTAMP_MILLIS") return timestampText(BigInt(value), unitNanos.MILLIS, "");
  if (converted === "TIMESTAMP_MICROS") return timestampText(BigInt(value), unitNanos.MICROS, "");
  return null;
}

/** Hyparquet gives an INT96 as one number: the Julian day above 64 bits of nanoseconds within the day. */
function int96Text(value: bigint): string {
  const days = (value >> 64n) - JULIAN_EPOCH;
  return timestampText(days * 86_400_000_000_000n + BigInt.asUintN(64, value), 1n, "");
}

function bytesText(bytes: Uint8Array, { logical_type: logical, converted_type: converted }: SchemaElement): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (logical?.type === "UUID") return buffer.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  if (logical?.type === "FLOAT16") return floatText(parseFloat16(bytes) ?? Number.NaN);
  if (converted === "INTERVAL" && bytes.byteLength === 12) {
    return intervalText(buffer.readUInt32LE(0), buffer.readUInt32LE(4), buffer.readUInt32LE(8));
  }
  const isText =
    converted === "UTF8" ||
    converted === "ENUM" ||
    converted === "JSON" ||
    logical?.type === "STRING" ||
    logical?.type === "ENUM" ||
    logical?.type === "JSON";
  return buffer.toString(isText ? "utf8" : "hex");
}

/** Two's complement, the highest byte first. */
function signed(bytes: Uint8Array): bigint {
  if (bytes.byteLength === 0) return 0n;
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
  return BigInt.asIntN(bytes.byteLength * 8, BigInt(`0x${hex}`));
}
