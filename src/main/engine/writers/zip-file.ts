import { OrderedDeflate } from "./ordered-deflate.ts";
import type { PositionedFile } from "./positioned-file.ts";

// Numbers and layouts are those of PKWARE's APPNOTE 6.3.10, section 4.3.
const localHeaderBytes = 30;
const max32 = 0xffff_ffff;
const max16 = 0xffff;
const versionDeflate = 20;
const versionZip64 = 45;
const zip64ExtraId = 0x0001;
/** Bit 11: names are UTF-8. */
const flags = 0x0800;
const deflateMethod = 8;
/** 1980-01-01, the first date of the format: the same rows make the same file. */
const dosDate = 0x0021;

/**
 * Each local header keeps room for the sizes of an entry past 4 GiB, which is known only at its end. Until then the room
 * is a growth hint (ECMA-376 part 2, annex C: 0xA220), padding that every reader of Office files skips.
 */
const roomBytes = 20;
const growthHintId = 0xa220;
const growthHintSignature = 0xa028;

interface ZipEntry {
  name: Buffer;
  offset: number;
  crc: number;
  bytesIn: number;
  bytesOut: number;
}

/** Writes a zip file entry by entry, in bounded memory, and with Zip64 only where sizes need it. */
export class ZipFile {
  readonly #file: PositionedFile;
  readonly #entries: ZipEntry[] = [];

  constructor(file: PositionedFile) {
    this.#file = file;
  }

  /** Adds an entry whose blocks `write` passes to `push`, which takes them over and compresses them on several threads. */
  async addEntry(
    name: string,
    level: number,
    write: (push: (block: Buffer) => Promise<void>) => Promise<void>,
  ): Promise<void> {
    const entry: ZipEntry = { name: Buffer.from(name), offset: this.#file.length, crc: 0, bytesIn: 0, bytesOut: 0 };
    await this.#file.append(localHeader(entry));
    const deflate = new OrderedDeflate(level, (bytes) => this.#file.append(bytes));
    await write((block) => deflate.push(block));
    await deflate.finish();
    entry.crc = deflate.crc;
    entry.bytesIn = deflate.bytesIn;
    entry.bytesOut = deflate.bytesOut;
    await this.#file.overwrite(localHeader(entry), entry.offset);
    this.#entries.push(entry);
  }

  /** Adds a small entry. */
  async addText(name: string, text: string): Promise<void> {
    await this.addEntry(name, 6, (push) => push(Buffer.from(text)));
  }

  /** Writes the central directory. */
  async finish(): Promise<void> {
    const start = this.#file.length;
    for (const entry of this.#entries) await this.#file.append(centralHeader(entry));
    const size = this.#file.length - start;
    await this.#file.append(endOfDirectory(this.#entries.length, start, size));
  }
}

const isLarge = (entry: ZipEntry) => entry.bytesIn >= max32 || entry.bytesOut >= max32;

function localHeader(entry: ZipEntry): Buffer {
  const large = isLarge(entry);
  const header = Buffer.alloc(localHeaderBytes);
  header.writeUInt32LE(0x0403_4b50, 0);
  writeCommonFields(header, 4, entry, large, large);
  const room = Buffer.alloc(roomBytes);
  room.writeUInt16LE(large ? zip64ExtraId : growthHintId, 0);
  room.writeUInt16LE(roomBytes - 4, 2);
  if (large) {
    room.writeBigUInt64LE(BigInt(entry.bytesIn), 4);
    room.writeBigUInt64LE(BigInt(entry.bytesOut), 12);
  } else {
    room.writeUInt16LE(growthHintSignature, 4);
  }
  header.writeUInt16LE(room.length, 28);
  return Buffer.concat([header, entry.name, room]);
}

/** The 24 bytes from "version needed" to "file name length" that both headers share. */
function writeCommonFields(header: Buffer, at: number, entry: ZipEntry, large: boolean, zip64: boolean): void {
  header.writeUInt16LE(zip64 ? versionZip64 : versionDeflate, at);
  header.writeUInt16LE(flags, at + 2);
  header.writeUInt16LE(deflateMethod, at + 4);
  header.writeUInt16LE(dosDate, at + 8);
  header.writeUInt32LE(entry.crc, at + 10);
  header.writeUInt32LE(large ? max32 : entry.bytesOut, at + 14);
  header.writeUInt32LE(large ? max32 : entry.bytesIn, at + 18);
  header.writeUInt16LE(entry.name.length, at + 22);
}

function centralHeader(entry: ZipEntry): Buffer {
  const large = isLarge(entry);
  const far = entry.offset >= max32;
  const longs = [...(large ? [entry.bytesIn, entry.bytesOut] : []), ...(far ? [entry.offset] : [])];
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x0201_4b50, 0);
  header.writeUInt16LE(longs.length > 0 ? versionZip64 : versionDeflate, 4);
  writeCommonFields(header, 6, entry, large, longs.length > 0);
  header.writeUInt32LE(far ? max32 : entry.offset, 42);
  if (longs.length === 0) return Buffer.concat([header, entry.name]);
  const extra = Buffer.alloc(4 + 8 * longs.length);
  extra.writeUInt16LE(zip64ExtraId, 0);
  extra.writeUInt16LE(8 * longs.length, 2);
  longs.forEach((value, index) => extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index));
  header.writeUInt16LE(extra.length, 30);
  return Buffer.concat([header, entry.name, extra]);
}

function endOfDirectory(count: number, start: number, size: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(Math.min(count, max16), 8);
  end.writeUInt16LE(Math.min(count, max16), 10);
  end.writeUInt32LE(Math.min(size, max32), 12);
  end.writeUInt32LE(Math.min(start, max32), 16);
  if (count < max16 && start < max32 && size < max32) return end;
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x0606_4b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(versionZip64, 12);
  record.writeUInt16LE(versionZip64, 14);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x0706_4b50, 0);
  locator.writeBigUInt64LE(BigInt(start + size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator, end]);
}
