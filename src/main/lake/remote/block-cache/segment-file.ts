import { type FileHandle, mkdir, open } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { crc32 } from "node:zlib";
import { BLOCK, BLOCKS_IN_SEGMENT, type BlockRun } from "./block-layout.ts";

/**
 * A segment's file: a table with the length and the checksum of each block, then the blocks at their places; the file is
 * sparse where blocks are missing. A block is there when its bytes have the checksum that the table says, so nothing need
 * be flushed, and whatever became of the file is at worst a block that is fetched again.
 */
const ENTRY = 8;
const DATA = 4096;

interface BlockEntry {
  length: number;
  checksum: number;
}

/** The wanted blocks, null where they are missing or damaged. `touch` marks the file as used. */
export async function readBlocks(path: string, { first, last }: BlockRun, touch: boolean): Promise<(Buffer | null)[]> {
  const file = await openIfThere(path);
  if (!file) return Array.from({ length: last - first + 1 }, () => null);
  try {
    const entries = await readTable(file);
    const blocks: (Buffer | null)[] = [];
    for (let index = first; index <= last; index += 1) blocks.push(await readBlock(file, path, index, entries[index]));
    if (touch) await file.utimes(new Date(), new Date());
    return blocks;
  } finally {
    await file.close();
  }
}

/** Numbers of the blocks that the table knows; whether they are whole is seen when they are read. */
export async function knownBlocks(path: string): Promise<ReadonlySet<number>> {
  const file = await openIfThere(path);
  if (!file) return new Set();
  try {
    const entries = await readTable(file);
    return new Set(entries.flatMap(({ length }, index) => (length > 0 ? [index] : [])));
  } finally {
    await file.close();
  }
}

/** Puts a block at its place and returns the bytes that the file takes on the disk. */
export async function writeBlock(path: string, index: number, block: Uint8Array): Promise<number> {
  const file = await openToWrite(path);
  try {
    await file.write(block, 0, block.byteLength, DATA + index * BLOCK);
    const entry = Buffer.alloc(ENTRY);
    entry.writeUInt32LE(block.byteLength, 0);
    entry.writeUInt32LE(checksumOf(path, index, block), 4);
    await file.write(entry, 0, ENTRY, index * ENTRY);
    return allocatedBytes(await file.stat());
  } finally {
    await file.close();
  }
}

/** What a file takes on the disk; file systems without sparse files give no number of blocks. */
export function allocatedBytes({ size, blocks }: { size: number; blocks: number }): number {
  return blocks > 0 ? blocks * 512 : size;
}

async function readBlock(
  file: FileHandle,
  path: string,
  index: number,
  entry: BlockEntry | undefined,
): Promise<Buffer | null> {
  if (!entry || entry.length === 0 || entry.length > BLOCK) return null;
  const block = Buffer.allocUnsafe(entry.length);
  const { bytesRead } = await file.read(block, 0, entry.length, DATA + index * BLOCK);
  return bytesRead === entry.length && checksumOf(path, index, block) === entry.checksum ? block : null;
}

async function readTable(file: FileHandle): Promise<BlockEntry[]> {
  const table = Buffer.alloc(ENTRY * BLOCKS_IN_SEGMENT);
  await file.read(table, 0, table.byteLength, 0);
  return Array.from({ length: BLOCKS_IN_SEGMENT }, (_, index) => ({
    length: table.readUInt32LE(index * ENTRY),
    checksum: table.readUInt32LE(index * ENTRY + 4),
  }));
}

/** Of the bytes and of where they belong, so that a file with another's content is seen as damaged. */
function checksumOf(path: string, index: number, block: Uint8Array): number {
  return crc32(block, crc32(`${basename(path)} ${index}`));
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, "r");
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function openToWrite(path: string): Promise<FileHandle> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await open(path, "r+");
    } catch (error) {
      if (!isMissing(error) || attempt > 2) throw error;
    }
    await mkdir(dirname(path), { recursive: true });
    // Who loses the race to make the file opens the winner's.
    await open(path, "wx").then(
      (made) => made.close(),
      () => undefined,
    );
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
