/**
 * Thrift's compact protocol (thrift/doc/specs/thrift-compact-protocol.md) without any knowledge of what it carries: what
 * is read is written again with every field, known or not.
 */
export interface ThriftStruct {
  readonly kind: "struct";
  readonly fields: ThriftField[];
}
export interface ThriftField {
  id: number;
  value: ThriftValue;
}
export interface ThriftList {
  readonly kind: "list";
  /** Element type on the wire, which an empty list has as well. */
  readonly element: number;
  readonly items: ThriftValue[];
  readonly isSet: boolean;
}
export type ThriftValue =
  | ThriftStruct
  | ThriftList
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "byte"; readonly value: number }
  /** i16, i32 and i64 by their type on the wire. */
  | { readonly kind: "int"; readonly wire: number; readonly value: bigint }
  | { readonly kind: "raw"; readonly wire: number; readonly bytes: Uint8Array };

const TRUE = 1;
const FALSE = 2;
const BYTE = 3;
export const I32 = 5;
export const I64 = 6;
const DOUBLE = 7;
const BINARY = 8;
const LIST = 9;
const SET = 10;
const STRUCT = 12;

/** Reads one struct. RangeError for bytes that are none. */
export function readStruct(bytes: Uint8Array): ThriftStruct {
  return new Input(bytes).struct(0);
}

export function writeStruct(struct: ThriftStruct): Buffer {
  const output = new Output();
  output.struct(struct);
  return output.bytes();
}

const MAX_DEPTH = 64;

class Input {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  struct(depth: number): ThriftStruct {
    if (depth > MAX_DEPTH) throw new RangeError("too deep");
    const fields: ThriftField[] = [];
    let id = 0;
    for (;;) {
      const header = this.#byte();
      if (header === 0) return { kind: "struct", fields };
      id = header >> 4 === 0 ? Number(this.#zigzag()) : id + (header >> 4);
      const wire = header & 0x0f;
      const value: ThriftValue =
        wire === TRUE || wire === FALSE ? { kind: "bool", value: wire === TRUE } : this.#value(wire, depth + 1);
      fields.push({ id, value });
    }
  }

  #value(wire: number, depth: number): ThriftValue {
    switch (wire) {
      case TRUE:
      case FALSE:
        return { kind: "bool", value: this.#byte() === TRUE };
      case BYTE:
        return { kind: "byte", value: this.#byte() };
      case 4:
      case I32:
      case I64:
        return { kind: "int", wire, value: this.#zigzag() };
      case DOUBLE:
        return { kind: "raw", wire, bytes: this.#take(8) };
      case BINARY:
        return { kind: "raw", wire, bytes: this.#take(Number(this.#varint())) };
      case LIST:
      case SET:
        return this.#list(wire === SET, depth);
      case STRUCT:
        return this.struct(depth);
      default:
        throw new RangeError(`no such type: ${wire}`);
    }
  }

  #list(isSet: boolean, depth: number): ThriftList {
    const header = this.#byte();
    const length = header >> 4 === 15 ? Number(this.#varint()) : header >> 4;
    if (length > this.#bytes.byteLength) throw new RangeError("a list is longer than its bytes");
    const element = header & 0x0f;
    const items = Array.from({ length }, () => this.#value(element, depth + 1));
    return { kind: "list", element, items, isSet };
  }

  #byte(): number {
    const [byte] = this.#take(1);
    return byte ?? 0;
  }

  #take(length: number): Uint8Array {
    const end = this.#at + length;
    if (!(length >= 0) || end > this.#bytes.byteLength) throw new RangeError("the bytes end too early");
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  #varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError("a number is too long");
  }

  #zigzag(): bigint {
    const value = this.#varint();
    return (value >> 1n) ^ -(value & 1n);
  }
}

class Output {
  readonly #parts: Uint8Array[] = [];

  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }

  struct({ fields }: ThriftStruct): void {
    let last = 0;
    for (const { id, value } of fields) {
      const wire = wireOf(value);
      const delta = id - last;
      if (delta > 0 && delta <= 15) this.#byte((delta << 4) | wire);
      else {
        this.#byte(wire);
        this.#zigzag(BigInt(id));
      }
      last = id;
      if (value.kind !== "bool") this.#value(value);
    }
    this.#byte(0);
  }

  #value(value: ThriftValue): void {
    switch (value.kind) {
      case "bool":
        this.#byte(value.value ? TRUE : FALSE);
        return;
      case "byte":
        this.#byte(value.value);
        return;
      case "int":
        this.#zigzag(value.value);
        return;
      case "raw":
        if (value.wire === BINARY) this.#varint(BigInt(value.bytes.byteLength));
        this.#parts.push(value.bytes);
        return;
      case "struct":
        this.struct(value);
        return;
      case "list":
        this.#byte((Math.min(15, value.items.length) << 4) | value.element);
        if (value.items.length >= 15) this.#varint(BigInt(value.items.length));
        for (const item of value.items) this.#value(item);
    }
  }

  #byte(value: number): void {
    this.#parts.push(Uint8Array.of(value));
  }

  #varint(value: bigint): void {
    const bytes: number[] = [];
    let rest = value;
    while (rest >= 0x80n) {
      bytes.push(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    bytes.push(Number(rest));
    this.#parts.push(Uint8Array.from(bytes));
  }

  #zigzag(value: bigint): void {
    this.#varint(value < 0n ? -2n * value - 1n : 2n * value);
  }
}

function wireOf(value: ThriftValue): number {
  switch (value.kind) {
    case "bool":
      return value.value ? TRUE : FALSE;
    case "byte":
      return BYTE;
    case "int":
    case "raw":
      return value.wire;
    case "struct":
      return STRUCT;
    case "list":
      return value.isSet ? SET : LIST;
  }
}

export function fieldOf(struct: ThriftStruct, id: number): ThriftValue | undefined {
  return struct.fields.find((field) => field.id === id)?.value;
}

/** The number of a field; null when it has none. */
export function numberOf(struct: ThriftStruct, id: number): number | null {
  const value = fieldOf(struct, id);
  return value?.kind === "int" ? Number(value.value) : null;
}

export function textOf(struct: ThriftStruct, id: number): string | null {
  const value = fieldOf(struct, id);
  return value?.kind === "raw" ? Buffer.from(value.bytes).toString("utf8") : null;
}

export function structOf(struct: ThriftStruct, id: number): ThriftStruct | null {
  const value = fieldOf(struct, id);
  return value?.kind === "struct" ? value : null;
}

/** The structs of a list; none when there is no such list. */
export function structsOf(struct: ThriftStruct, id: number): ThriftStruct[] {
  const value = fieldOf(struct, id);
  return value?.kind === "list" ? value.items.filter((item) => item.kind === "struct") : [];
}

/** The struct with other values for some fields; null takes a field out. */
export function changed(struct: ThriftStruct, changes: ReadonlyMap<number, ThriftValue | null>): ThriftStruct {
  const kept = struct.fields.filter(({ id }) => !changes.has(id));
  for (const [id, value] of changes) if (value) kept.push({ id, value });
  return { kind: "struct", fields: kept.toSorted((a, b) => a.id - b.id) };
}

export function int(wire: typeof I32 | typeof I64, value: number): ThriftValue {
  return { kind: "int", wire, value: BigInt(value) };
}

export function text(value: string): ThriftValue {
  return { kind: "raw", wire: BINARY, bytes: Buffer.from(value) };
}

export function structs(items: readonly ThriftStruct[]): ThriftList {
  return { kind: "list", element: STRUCT, items: [...items], isSet: false };
}
