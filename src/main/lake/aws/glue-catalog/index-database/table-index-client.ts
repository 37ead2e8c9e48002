import { AppError } from "../../../../../shared/domain/app-error.ts";
import { WorkerClient } from "../../../../streams/worker-client.ts";
import type { TableIndexReply, TableIndexRequest } from "./table-index-protocol.ts";

/** Main's side of the index of one catalog: node:sqlite is synchronous, so the database is open in a worker only. */
export class TableIndexClient extends WorkerClient<TableIndexRequest, TableIndexReply> {
  constructor(entry: URL, databasePath: string) {
    super(entry, { databasePath }, unavailable);
  }
}

function unavailable(cause: Error): AppError {
  return new AppError("UNAVAILABLE", "What is known of the Glue catalog cannot be read.", {
    hint: "Close the lake and open it again: the catalog is then synced anew.",
    retryable: true,
    cause,
  });
}
