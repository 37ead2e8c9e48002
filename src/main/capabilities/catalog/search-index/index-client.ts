import { AppError } from "../../../../shared/domain/app-error.ts";
import { WorkerClient } from "../../../streams/worker-client.ts";
import type { IndexReply, IndexRequest } from "./index-protocol.ts";

/** V8 grows the young generation while an index is built, and keeps that memory: 100 MB that no search needs. */
const limits = { maxYoungGenerationSizeMb: 6 };

/** Main's side of one lake's index: node:sqlite is synchronous, so the database is open in a worker only. */
export class IndexClient extends WorkerClient<IndexRequest, IndexReply> {
  constructor(entry: URL, databasePath: string) {
    super(entry, { databasePath }, unavailable, limits);
  }
}

function unavailable(cause: Error): AppError {
  if (/no such (?:module|tokenizer): (?:fts5|trigram)/.test(cause.message)) {
    return new AppError("UNAVAILABLE", "This build of Lakeshore has a SQLite without full-text search (FTS5).", {
      hint: "Browsing, the list of tables and queries work. Install Lakeshore from its own packages to search.",
      cause,
    });
  }
  return new AppError("UNAVAILABLE", "The search index does not answer.", {
    hint: "Browsing and queries go on. Search again in a moment: the index is being rebuilt.",
    retryable: true,
    cause,
  });
}
