import { z } from "zod";
import { BucketName } from "./lake-place.ts";

/** How a person shows who they are. Secrets are never part of it: they come from the provider chain or the keychain. */
const SignIn = z.discriminatedUnion("kind", [
  /** A profile of the shared AWS config: keys, role chains, credential_process, web identity or an SSO session. */
  z.object({ kind: z.literal("profile"), profile: z.string().min(1).max(200) }),
  /** IAM Identity Center, signed in to from the app. */
  z.object({
    kind: z.literal("identity-center"),
    startUrl: z.url({ protocol: /^https?$/ }),
    region: z.string().min(1).max(40),
    accountId: z.string().regex(/^\d{12}$/, "an account id has 12 digits"),
    roleName: z.string().min(1).max(64),
  }),
  /** AWS_ACCESS_KEY_ID and its companions, as the app was started with. */
  z.object({ kind: z.literal("environment") }),
  /** The role of the machine or the container that the app runs on. */
  z.object({ kind: z.literal("machine") }),
  /** Static keys; the secret key is kept apart (see `secretKey` of the contract's `save`). */
  z.object({ kind: z.literal("keys"), accessKeyId: z.string().min(1).max(200) }),
  /** No signature: public buckets. */
  z.object({ kind: z.literal("anonymous") }),
]);
export type SignIn = z.infer<typeof SignIn>;

/** A server that is not AWS and speaks as AWS does. */
export const Endpoint = z.object({
  url: z.url({ protocol: /^https?$/ }),
  /** `https://host/bucket/key` rather than `https://bucket.host/key`. */
  pathStyle: z.boolean(),
  /** PEM file of an own certificate authority; null for the system's. */
  caFile: z.string().nullable(),
  /** Plain HTTP to another machine; to this one it is always allowed. */
  allowPlainHttp: z.boolean(),
  /** Whether the SDK adds checksums wherever the service takes them; some stores refuse those. */
  checksums: z.enum(["when-supported", "when-required"]),
  /** What answers at the address: a store alone, or Glue, Athena and STS as well (a private copy of AWS). */
  services: z.enum(["s3", "aws"]).default("s3"),
  /** What kind of store it is, where the person said what the address does not tell. */
  store: z.enum(["minio", "ceph", "r2", "b2", "wasabi", "other"]).optional(),
});
export type Endpoint = z.infer<typeof Endpoint>;

/** Sign-in × region × endpoint × buckets. */
export const Connection = z.object({
  id: z.string().min(1),
  name: z.string().min(1).max(120),
  signIn: SignIn,
  region: z.string().min(1).max(40),
  /** Null is AWS itself. */
  endpoint: Endpoint.nullable(),
  /** Buckets that the person has named, offered beside those that may be listed; where none may, the only ones. */
  buckets: z.array(BucketName).max(100).optional(),
});
export type Connection = z.infer<typeof Connection>;

/** True for addresses of this machine, where plain HTTP crosses no network. */
export function isLoopback(url: string): boolean {
  return /^https?:\/\/(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})(?::\d+)?(?:[/?#]|$)/i.test(url);
}
