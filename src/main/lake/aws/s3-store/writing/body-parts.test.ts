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

it("gives a part the room of one that is in the store, and keeps none once nothing is written", async () => {
  const memory = new PartMemory(1000);
  const [releaseFirst, releaseSecond] = [await memory.take(300, signal), await memory.take(300, signal)];
  const room = memory.room(300);
  memory.spare(room);
  expect(memory.room(200)).toHaveLength(200);
  expect(memory.room(300)).toBe(room);
  expect(memory.room(300)).not.toBe(room);
  memory.spare(room);
  releaseFirst();
  releaseSecond();
  expect(memory.room(300)).not.toBe(room);
});
