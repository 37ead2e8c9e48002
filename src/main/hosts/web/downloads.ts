import { open } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { OneTimeAddresses } from "./one-time-addresses.ts";
import { commonHeaders, sendText } from "./responses.ts";

interface OfferedFile {
  path: string;
  name: string;
}

/** Gives finished files to the browser. An address ends when its file has been sent whole; a broken-off download may be tried again. */
export class Downloads {
  readonly #addresses = new OneTimeAddresses<OfferedFile>("/downloads/");

  /** See HostServices.offerDownload. */
  readonly offer = (file: OfferedFile): { url: string } => ({ url: this.#addresses.open(file) });

  owns(path: string): boolean {
    return this.#addresses.owns(path);
  }

  async handle(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== "GET" && request.method !== "HEAD")
      return sendText(response, 405, "Files are read with GET.");
    const offered = this.#addresses.peek(path);
    const file = offered && (await open(offered.path).catch(() => null));
    if (!offered || !file) return sendText(response, 404, "This download has been taken already, or its file is gone.");
    try {
      const { size } = await file.stat();
      response.writeHead(200, {
        ...commonHeaders,
        "Content-Type": "application/octet-stream",
        "Content-Length": size,
        "Content-Disposition": attachment(offered.name),
        "Cache-Control": "no-store",
      });
      if (request.method === "HEAD") {
        response.end();
        return;
      }
      // Not past the size that was promised, should the file have grown. An empty range cannot be asked for.
      if (size === 0) response.end();
      else await pipeline(file.createReadStream({ end: size - 1, autoClose: false }), response);
      this.#addresses.take(path);
    } finally {
      await file.close();
    }
  }
}

/** Content-Disposition with the name in full (RFC 6266, RFC 8187) and in ASCII for what cannot read that. */
function attachment(name: string): string {
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
