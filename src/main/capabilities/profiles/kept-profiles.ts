import type { ProfileSummary } from "../../../shared/contract/profiles.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { ColumnProfile } from "../../../shared/domain/column-profile.ts";
import { WorkerClient } from "../../streams/worker-client.ts";
import type { ColumnPair, ProfiledDataset, ProfileReply, ProfileRequest } from "./index-database/profile-protocol.ts";

type Options = { signal: AbortSignal };

/** Main's side of the profiles of one lake: node:sqlite is synchronous, so the database is open in a worker only. */
export class KeptProfiles {
  readonly #start: () => WorkerClient<ProfileRequest, ProfileReply>;
  #client: WorkerClient<ProfileRequest, ProfileReply> | null = null;

  constructor(entry: URL, databasePath: string) {
    this.#start = () => new WorkerClient(entry, { databasePath }, unavailable);
  }

  async begin(dataset: ProfiledDataset, options: Options): Promise<number> {
    const reply = await this.#ask({ kind: "begin", dataset }, options);
    return reply.kind === "begun" ? reply.id : 0;
  }

  async add(id: number, columns: readonly ColumnProfile[], options: Options): Promise<void> {
    await this.#ask({ kind: "add", id, columns }, options);
  }

  async finish(summary: ProfileSummary, options: Options): Promise<void> {
    await this.#ask({ kind: "finish", summary }, options);
  }

  async discard(id: number): Promise<void> {
    await this.#ask({ kind: "discard", id }, { signal: new AbortController().signal });
  }

  /** The newest profile and the one before. */
  async newest(dataset: ProfiledDataset, options: Options): Promise<readonly ProfileSummary[]> {
    const reply = await this.#ask({ kind: "newest", dataset }, options);
    return reply.kind === "summaries" ? reply.summaries : [];
  }

  async columns(
    dataset: ProfiledDataset,
    page: { first: number; limit: number },
    options: Options,
  ): Promise<readonly ColumnPair[]> {
    const reply = await this.#ask({ kind: "columns", dataset, ...page }, options);
    return reply.kind === "columns" ? reply.columns : [];
  }

  async close(): Promise<void> {
    await this.#client?.close();
    this.#client = null;
  }

  #ask(request: ProfileRequest, options: Options): Promise<ProfileReply> {
    if (!this.#client || this.#client.hasFailed) this.#client = this.#start();
    return this.#client.request(request, options);
  }
}

function unavailable(cause: Error): AppError {
  return new AppError("UNAVAILABLE", "What was profiled cannot be read.", {
    hint: "Try again: what is kept of profiles is made anew where it is damaged.",
    retryable: true,
    cause,
  });
}
