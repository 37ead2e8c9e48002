import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { AppErrorData } from "../domain/app-error.ts";
import { Connection } from "../domain/connection.ts";
import { procedure } from "./base.ts";

/** One thing that "test connection" tries. */
export const TestStep = z.object({
  step: z.enum([
    "sign-in",
    "buckets",
    "list",
    "read",
    "write",
    "overwrite-guard",
    "delete",
    "versioning",
    "encryption",
    "glue",
    "athena",
  ]),
  state: z.enum(["running", "passed", "weaker", "failed", "skipped"]),
  /** What was found, or why it failed or was left out. */
  text: z.string(),
  /** For a refusal: the call, the principal, the resource and which policy answered are in its `details`. */
  error: AppErrorData.nullable(),
  /** A policy statement (JSON) that an administrator can grant; null where none helps. */
  policy: z.string().nullable(),
});
export type TestStep = z.infer<typeof TestStep>;

/** What a connection has asked of the network since the app started. */
export const Traffic = z.object({
  requests: z.int(),
  failures: z.int(),
  bytesIn: z.number(),
  bytesOut: z.number(),
  /** Requests by service and operation, most first: "S3 ListObjectsV2". */
  operations: z.array(z.object({ operation: z.string(), requests: z.int() })),
});
export type Traffic = z.infer<typeof Traffic>;

/** Where a sign-in that needs the person has got to. */
export const SignInStep = z.discriminatedUnion("kind", [
  /** Open the address in a browser and compare the code. */
  z.object({ kind: z.literal("device"), url: z.string(), code: z.string(), expiresAt: z.iso.datetime() }),
  /** Type the code of the device with that serial (see `answerMfa`). */
  z.object({ kind: z.literal("mfa"), promptId: z.string(), serial: z.string() }),
  z.object({ kind: z.literal("done"), principal: z.string() }),
]);
export type SignInStep = z.infer<typeof SignInStep>;

export const ConnectionSummary = Connection.extend({
  /** Whether the secret key of static keys is there; null for other sign-ins. */
  hasSecret: z.boolean().nullable(),
  /** True when the secret is kept by the system's keychain; false when only until the app ends. */
  keepsSecret: z.boolean(),
});
export type ConnectionSummary = z.infer<typeof ConnectionSummary>;

const one = z.object({ connectionId: z.string() });

export const connectionsContract = {
  /** By name. */
  list: procedure.output(z.array(ConnectionSummary)),
  /**
   * Makes or replaces the connection of that id. `secretKey` null leaves what is kept. INVALID_INPUT for plain HTTP to
   * another machine that was not allowed. ALREADY_EXISTS when another has the name.
   */
  save: procedure
    .input(z.object({ connection: Connection, secretKey: z.string().min(1).max(500).nullable() }))
    .output(ConnectionSummary),
  /** CONFLICT while a lake of the list uses it. */
  remove: procedure.input(one).output(z.void()),
  /** Profiles of the shared AWS config and credentials files, and what kind each is. */
  profiles: procedure.output(z.array(z.object({ name: z.string(), region: z.string().nullable(), kind: z.string() }))),
  /** Buckets that the person may list; ACCESS_DENIED where the list is not given (then they type a name). */
  buckets: procedure.input(one).output(z.array(z.object({ name: z.string(), createdAt: z.string().nullable() }))),
  /** Folders of a bucket below a prefix, at most 1,000. */
  prefixes: procedure
    .input(one.extend({ bucket: z.string(), prefix: z.string() }))
    .output(z.object({ prefixes: z.array(z.string()), isCut: z.boolean() })),
  /** Tries a connection (saved or not yet) on a bucket and prefix, step by step; each step comes as it starts and ends. */
  test: procedure
    .input(
      z.object({
        connection: Connection,
        secretKey: z.string().nullable(),
        bucket: z.string().nullable(),
        prefix: z.string(),
      }),
    )
    .output(eventIterator(TestStep)),
  /** Signs in where the person is needed; ends with "done", or fails with AUTH_REQUIRED. */
  signIn: procedure.input(one).output(eventIterator(SignInStep)),
  answerMfa: procedure.input(z.object({ promptId: z.string(), code: z.string().max(20) })).output(z.void()),
  /** What a connection has asked of the network, now and as it grows (at most twice a second). */
  traffic: procedure.input(one).output(eventIterator(Traffic)),
};
