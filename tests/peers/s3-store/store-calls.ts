import type { ObjectStore, StoreEntry } from "../../../src/main/lake/ports.ts";

export const { signal } = new AbortController();

export async function* bytes(...chunks: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk;
}

export async function readAll(store: ObjectStore, key: string): Promise<Buffer> {
  const chunks = [];
  for await (const chunk of store.read(key, { signal })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export async function listAll(store: ObjectStore, prefix: string, recursive: boolean): Promise<StoreEntry[]> {
  const entries = [];
  for await (const page of store.list(prefix, { recursive, signal })) entries.push(...page);
  return entries;
}

export async function keysOf(store: ObjectStore, prefix: string, recursive: boolean): Promise<string[]> {
  return (await listAll(store, prefix, recursive)).map(({ key }) => key).toSorted();
}
