import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { S3Client } from "@aws-sdk/client-s3";
import type { MiddlewareStack } from "@smithy/types";

/**
 * How a body is guarded on its way: by a header of our own (Content-MD5), by the CRC that the SDK adds, or by the hash in
 * the signature, which servers have to verify. All but the last leave out that hash over TLS, as reading a body
 * twice costs time.
 */
export interface BodyGuard {
  contentMd5: string | null;
  /** For the header x-amz-content-sha256. */
  sha256: string;
}

/** A millisecond of hashing or less. */
const SLICE = 512 * 1024;
const UNSIGNED = "UNSIGNED-PAYLOAD";

export async function guardOf(client: S3Client, body: Uint8Array<ArrayBuffer>): Promise<BodyGuard> {
  const endpoint = await client.config.endpoint?.();
  if (endpoint?.protocol === "http:") {
    return { contentMd5: null, sha256: (await hashOf("sha256", body)).toString("hex") };
  }
  const sdkSumsUp = (await client.config.requestChecksumCalculation()) === "WHEN_SUPPORTED";
  return { contentMd5: sdkSumsUp ? null : (await hashOf("md5", body)).toString("base64"), sha256: UNSIGNED };
}

/** In slices, so that other work has its turn. WebCrypto would hash on another thread, but in a copy of the whole body. */
async function hashOf(algorithm: "sha256" | "md5", body: Uint8Array): Promise<Buffer> {
  const hash = createHash(algorithm);
  for (let start = 0; start < body.byteLength; start += SLICE) {
    if (start > 0) await setImmediate();
    hash.update(body.subarray(start, start + SLICE));
  }
  return hash.digest();
}

/**
 * The SDK signs with the hash that it finds in the header, and computes none. `onAnswer` gets the clock of the server,
 * which gives an object its date.
 */
export function guardPayload<I extends object, O extends object>(
  stack: MiddlewareStack<I, O>,
  { sha256 }: BodyGuard,
  onAnswer: (date: Date) => void = () => undefined,
): void {
  stack.add(
    (next) => (args) => {
      const headers = headersOf(args.request);
      if (headers) Reflect.set(headers, "x-amz-content-sha256", sha256);
      return next(args);
    },
    { step: "build", name: "lakeshorePayloadHash", priority: "low" },
  );
  stack.add(
    (next) => async (args) => {
      const result = await next(args);
      const date: unknown = Reflect.get(headersOf(result.response) ?? {}, "date");
      onAnswer(typeof date === "string" ? new Date(date) : new Date());
      return result;
    },
    { step: "deserialize", name: "lakeshoreAnswerDate", priority: "low" },
  );
}

function headersOf(message: unknown): object | null {
  if (typeof message !== "object" || message === null || !("headers" in message)) return null;
  return typeof message.headers === "object" ? message.headers : null;
}
