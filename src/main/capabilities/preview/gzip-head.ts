import { createGunzip } from "node:zlib";

export interface InflatedHead {
  bytes: Uint8Array;
  /**
   * "whole": the archive ended properly. "limit": more would have come, from the input or from the archive.
   * "truncated": the input is whole but the archive is not. "damaged": a checksum or a code is wrong.
   */
  state: "whole" | "limit" | "truncated" | "damaged";
}

const OUTPUT_CHUNK = 64 * 1024;

/**
 * Inflates gzip, member after member, until there are `limit` bytes; reads no further than that needs, and holds at most
 * one output chunk more, however well the input is packed. `inputIsWhole` says whether the chunks are all there is.
 */
export async function inflateHead(
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
  inputIsWhole: boolean,
): Promise<InflatedHead> {
  const gunzip = createGunzip({ chunkSize: OUTPUT_CHUNK });
  const parts: Buffer[] = [];
  let length = 0;
  let failure: Error | null = null;
  let over = false;
  const closed = new Promise<void>((resolve) => {
    gunzip.on("end", resolve);
    gunzip.on("close", resolve);
  });
  gunzip.on("error", (error) => {
    failure = error;
  });
  gunzip.on("data", (part: Buffer) => {
    if (over) return;
    parts.push(part);
    length += part.byteLength;
    if (length >= limit) {
      over = true;
      gunzip.destroy();
    }
  });

  try {
    for await (const chunk of chunks) {
      const written = new Promise<void>((resolve) => {
        gunzip.write(chunk, () => resolve());
      });
      await Promise.race([closed, written]);
      if (gunzip.destroyed) break;
    }
    if (!gunzip.destroyed) gunzip.end();
    await closed;
  } finally {
    gunzip.destroy();
  }
  return { bytes: Buffer.concat(parts).subarray(0, limit), state: stateOf(failure, over, inputIsWhole) };
}

function stateOf(failure: Error | null, over: boolean, inputIsWhole: boolean): InflatedHead["state"] {
  if (over) return "limit";
  if (failure === null) return inputIsWhole ? "whole" : "limit";
  // zlib's "unexpected end of file": the input stopped inside a member.
  if ("code" in failure && failure.code === "Z_BUF_ERROR") return inputIsWhole ? "truncated" : "limit";
  return "damaged";
}

/** RFC 1952: the first two bytes, and deflate as the method. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}
