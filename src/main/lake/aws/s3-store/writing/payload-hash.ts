import { createHash } from "node:crypto";
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

const UNSIGNED = "UNSIGNED-PAYLOAD";

/** Hashes off the main thread where that is possible. */
export async function guardOf(client: S3Client, body: Uint8Array<ArrayBuffer>): Promise<BodyGuard> {
  const endpoint = await client.config.endpoint?.();
  if (endpoint?.protocol === "http:") {
    const digest = await crypto.subtle.digest("SHA-256", body);
    return { contentMd5: null, sha256: Buffer.from(digest).toString("hex") };
  }
  const sdkSumsUp = (await client.config.requestChecksumCalculation()) === "WHEN_SUPPORTED";
  return { contentMd5: sdkSumsUp ? null : createHash("md5").update(body).digest("base64"), sha256: UNSIGNED };
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
