import { expect, it } from "vitest";
import { BodyParts } from "./body-parts.ts";
import { PartMemory } from "./part-memory.ts";

const { signal } = new AbortController();
const content = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251));

async function* inChunks(bytes: number) {
  for (let start = 0; start < content.byteLength; start += bytes) yield content.subarray(start, start + bytes);
}

it.each([1, 7, 100, 333, 1000, 5000])("cuts chunks of %i bytes into blocks, the last one shorter", async (chunk) => {
  const parts = new BodyParts(inChunks(chunk), signal);
  const blocks = [];
  for (let block = await parts.take(300); block.byteLength > 0; block = await parts.take(300)) blocks.push(block);
  expect(blocks.map(({ byteLength }) => byteLength)).toEqual([300, 300, 300, 100]);
  expect(Buffer.concat(blocks).equals(content)).toBe(true);
  expect(parts.taken).toBe(1000);
});

it("gives a part the room of one that is in the store, or room of its own size in place of it", async () => {
  const memory = new PartMemory(1000);
  const releases = [await memory.take(300, signal), await memory.take(300, signal)];
  const room = memory.room(300);
  memory.spare(room);
  expect(memory.room(300)).toBe(room);
  expect(memory.room(300)).not.toBe(room);
  memory.spare(room);
  expect(memory.room(200)).toHaveLength(200);
  expect(memory.room(300)).not.toBe(room);
  for (const release of releases) release();
});

it("keeps no room once nothing is written", async () => {
  const memory = new PartMemory(1000);
  const release = await memory.take(300, signal);
  const room = memory.room(300);
  memory.spare(room);
  release();
  expect(memory.room(300)).not.toBe(room);
});

it("fills a room from a place on, with less at the end", async () => {
  const parts = new BodyParts(inChunks(300), signal);
  const room = Buffer.alloc(700);
  room.set(await parts.take(100));
  expect((await parts.fill(room, 100)).equals(content.subarray(0, 700))).toBe(true);
  expect((await parts.fill(room)).equals(content.subarray(700))).toBe(true);
  expect(await parts.fill(room)).toHaveLength(0);
});
