import { AppError } from "../../../../shared/domain/app-error.ts";
import { WorkerClient } from "../../../streams/worker-client.ts";
import type { KeysReply, KeysRequest } from "./keys-protocol.ts";

type ReplyOf<Kind extends KeysReply["kind"]> = Extract<KeysReply, { kind: Kind }>;

/** Main's side of one lake's key index: node:sqlite is synchronous, so the database is open in a worker only. */
export class KeysClient extends WorkerClient<KeysRequest, KeysReply> {
  constructor(entry: URL, databasePath: string) {
    super(entry, { databasePath }, unavailable);
  }

  /** Has something done that the index does in slices, between which it answers others. */
  async work(request: Extract<KeysRequest, { isFirst: boolean }>, options: { signal: AbortSignal }): Promise<void> {
    for (let isFirst = true, left = 1; left > 0; isFirst = false) {
      ({ left } = await this.ask({ ...request, isFirst }, "left", options));
    }
  }

  /** The answer of the kind that the request is known to have. */
  async ask<Kind extends KeysReply["kind"]>(
    request: KeysRequest,
    kind: Kind,
    options: { signal: AbortSignal },
  ): Promise<ReplyOf<Kind>> {
    const reply = await this.request(request, options);
    if (isOfKind(reply, kind)) return reply;
    throw new AppError("INTERNAL", `The key index answered “${reply.kind}” and not “${kind}”.`);
  }
}

function isOfKind<Kind extends KeysReply["kind"]>(reply: KeysReply, kind: Kind): reply is ReplyOf<Kind> {
  return reply.kind === kind;
}

function unavailable(cause: Error): AppError {
  return new AppError("UNAVAILABLE", "The index of the lake's objects does not answer.", {
    hint: "Browsing and queries go on. Scan again: what was found before is kept.",
    retryable: true,
    cause,
  });
}
