import { AppError } from "../../../../shared/domain/app-error.ts";
import { WorkerClient } from "../../../streams/worker-client.ts";
import type { KnowledgeReply, KnowledgeRequest } from "./knowledge-protocol.ts";

export type KnowledgeReplyOf<Kind extends KnowledgeReply["kind"]> = Extract<KnowledgeReply, { kind: Kind }>;

/** Main's side of what is known of one lake: node:sqlite is synchronous, so the database is open in a worker only. */
export class KnowledgeClient extends WorkerClient<KnowledgeRequest, KnowledgeReply> {
  constructor(entry: URL, databasePath: string) {
    super(entry, { databasePath }, unavailable);
  }

  /** The answer of the kind that the request is known to have. */
  async ask<Kind extends KnowledgeReply["kind"]>(
    request: KnowledgeRequest,
    kind: Kind,
    options: { signal: AbortSignal },
  ): Promise<KnowledgeReplyOf<Kind>> {
    const reply = await this.request(request, options);
    if (isOfKind(reply, kind)) return reply;
    throw new AppError("INTERNAL", `What is known of the lake was answered as “${reply.kind}” and not “${kind}”.`);
  }
}

function isOfKind<Kind extends KnowledgeReply["kind"]>(
  reply: KnowledgeReply,
  kind: Kind,
): reply is KnowledgeReplyOf<Kind> {
  return reply.kind === kind;
}

function unavailable(cause: Error): AppError {
  return new AppError("UNAVAILABLE", "What people have added to the lake's tables cannot be read.", {
    hint: "Try again: it is read anew from the lake's journal, in which all of it is kept.",
    retryable: true,
    cause,
  });
}
