import type { ObjectEncryption } from "../../../shared/domain/object-details.ts";

/** How bytes are encrypted, in a few words. */
export function encryptionWords(encryption: ObjectEncryption): string {
  switch (encryption.kind) {
    case "none":
      return "Not encrypted";
    case "store-key":
      return "With a key of the store (SSE-S3)";
    case "kms":
      return `With a key of KMS${encryption.keyId === null ? "" : `: ${encryption.keyId}`}`;
  }
}
