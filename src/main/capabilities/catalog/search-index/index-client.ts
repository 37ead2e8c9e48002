import { AppError } from "../../../../shared/domain/app-error.ts";
import { WorkerClient } from "../../../streams/worker-client.ts";
import type { IndexReply, IndexRequest } from "./index-protocol.ts";

/** Main's side of one lake's index: node:sqlite is synchronous, so the database is open in a worker only. */
export class IndexClient extends WorkerClient<IndexRequest, IndexReply> {
  constructor(entry: URL, databasePath: string) {
    super(entry, { databasePath }, unavailable);
  }
}

function unavailable(cause: Error): AppError {
  return new AppError("UNAVAILABLE", "The search index does not answer.", {
    hint: "Browsing and queries go on. Search again in a moment: the index is being rebuilt.",
    retryable: true,
    cause,
  });
}
