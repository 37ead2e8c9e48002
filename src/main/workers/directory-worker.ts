import { parentPort } from "node:worker_threads";
import type { DirectoryReply, DirectoryRequest } from "../lake/local/folder-store/directory-protocol.ts";
import { DirectoryReader } from "../lake/local/folder-store/directory-reader.ts";

/** Reads folders off the main thread; several readers take turns, a page each. */
const readers = new Map<number, DirectoryReader>();

parentPort?.on("message", (request: DirectoryRequest) => {
  try {
    answer(request);
  } catch (error) {
    readers.delete(request.reader);
    reply({ reader: request.reader, error: describe(error) });
  }
});

function answer(request: DirectoryRequest): void {
  switch (request.kind) {
    case "open":
      readers.set(request.reader, new DirectoryReader(request.path, request.recursive, request.hidden));
      return;
    case "page": {
      const page = readers.get(request.reader)?.next() ?? null;
      reply({ reader: request.reader, page });
      return;
    }
    case "close":
      readers.get(request.reader)?.close();
      readers.delete(request.reader);
      return;
  }
}

function reply(message: DirectoryReply): void {
  const page = "page" in message ? message.page : null;
  const buffers = page ? [page.kinds.buffer, page.sizes.buffer, page.modified.buffer, page.inodes.buffer] : [];
  parentPort?.postMessage(
    message,
    buffers.filter((buffer) => buffer instanceof ArrayBuffer),
  );
}

function describe(error: unknown): { code: string; message: string; path: string } {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const path = error instanceof Error && "path" in error ? String(error.path) : "";
  return { code, message: error instanceof Error ? error.message : String(error), path };
}
