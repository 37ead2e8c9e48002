import { setTimeout as delay } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { KnowledgeState, Recorded } from "../../../shared/contract/knowledge.ts";
import type { EventId } from "../../../shared/domain/knowledge.ts";
import { AppError, isCancellation } from "../../../shared/domain/app-error.ts";
import { log } from "../../log.ts";
import type { JournalEvent } from "../../lake/journal/journal-event.ts";
import type { Lake } from "../../lake/ports.ts";
import { LatestValue } from "../../streams/latest-value.ts";
import { Pace } from "../../streams/pace.ts";
import { JournalFollower } from "./journal-follower.ts";
import { type Statement } from "./statements/statement.ts";
import { eventId, eventOf, isOfKnowledge } from "./statements/statement-event.ts";
import { KnowledgeClient, type KnowledgeReplyOf } from "./store/knowledge-client.ts";
import type { KnowledgeReply, KnowledgeRequest, KnowledgeStatus } from "./store/knowledge-protocol.ts";

/** Milliseconds between two states that are shown. */
const PACE = 500;
/** How long the first answer waits for a journal that was never read to its end. */
const PATIENCE_MS = 5_000;

type Options = { signal: AbortSignal };

interface LakeKnowledgeDependencies {
  knowledgeWorker: URL;
  databasePath: string;
  onChange: () => void;
}

/** What is known of the tables of one open lake: its journal, folded as it grows. */
export class LakeKnowledge {
  readonly #lake: Lake;
  readonly #dependencies: LakeKnowledgeDependencies;
  readonly #closing = new AbortController();
  readonly #state = new LatestValue<KnowledgeState>({ revision: 0, ignored: 0, isWhole: false, problem: null });
  readonly #pace = new Pace(PACE, () => this.#show());
  readonly #follower: JournalFollower;
  #client: KnowledgeClient;
  #status: KnowledgeStatus = { revision: 0, ignored: 0, isWhole: false };
  #problem: string | null = null;

  constructor(lake: Lake, dependencies: LakeKnowledgeDependencies) {
    this.#lake = lake;
    this.#dependencies = dependencies;
    this.#client = this.#startClient();
    this.#follower = new JournalFollower(lake.objects, (signal) => this.#read(signal));
  }

  get lake(): Lake {
    return this.#lake;
  }

  follow(signal: AbortSignal): AsyncGenerator<KnowledgeState, void, undefined> {
    return this.#state.follow(signal);
  }

  /** Answers from what is folded; of a journal that was never read to its end, after waiting for a moment. */
  async ask<Kind extends KnowledgeReply["kind"]>(
    request: KnowledgeRequest,
    kind: Kind,
    { signal }: Options,
  ): Promise<KnowledgeReplyOf<Kind>> {
    if (!this.#status.isWhole) {
      const patience = delay(PATIENCE_MS, undefined, { signal, ref: false });
      await Promise.race([this.#follower.firstReading, patience]);
    }
    return this.#answering().ask(request, kind, { signal });
  }

  /** As `ask`, once the journal was read to where it ends now; from what is there where it cannot be read. */
  async askWhole<Kind extends KnowledgeReply["kind"]>(
    request: KnowledgeRequest,
    kind: Kind,
    options: Options,
  ): Promise<KnowledgeReplyOf<Kind>> {
    await this.#follower.readNow();
    options.signal.throwIfAborted();
    return this.#answering().ask(request, kind, options);
  }

  /** Writes a statement to the journal, and takes it over at once; a warning where that has to wait. */
  async state(
    statement: Statement,
    replaces: readonly EventId[],
    summary: string,
    options: Options,
  ): Promise<Recorded> {
    const { kind, data } = eventOf(statement, replaces, summary);
    const event = await this.#lake.journal.append(kind, data, options).catch((error: unknown) => {
      throw mayNotWrite(error);
    });
    const warning = await this.#takeOver(event);
    this.#follower.look();
    return { id: eventId(event), warning };
  }

  /** The event stands, whoever gives up waiting and whatever fails: nothing here is cancelled with the call, or throws. */
  async #takeOver(event: JournalEvent): Promise<string | null> {
    const { signal } = this.#closing;
    try {
      const request = { kind: "fold", events: [event], read: null } as const;
      this.#moved((await this.#answering().ask(request, "status", { signal })).status);
      return null;
    } catch (error) {
      if (isCancellation(error)) return null;
      log("warn", "a statement is shown once the journal is read again", { lake: this.#lake.id, error });
      return "The lake's journal has this, and it is shown once the journal can be read again.";
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#follower.close();
    this.#pace.stop();
    this.#state.close();
    await this.#client.close();
  }

  async #read(signal: AbortSignal): Promise<readonly string[]> {
    try {
      const writers = await this.#readJournal(AbortSignal.any([signal, this.#closing.signal]));
      this.#problem = null;
      this.#pace.soon();
      return writers;
    } catch (error) {
      if (isCancellation(error)) throw error;
      log("warn", "what is known of a lake is behind its journal", { lake: this.#lake.id, error });
      this.#problem = error instanceof Error ? error.message : String(error);
      this.#pace.soon();
      return [];
    }
  }

  /** Reads on from where the fold is; returns the writers of the journal. */
  async #readJournal(signal: AbortSignal): Promise<string[]> {
    const client = this.#answering();
    let { heads } = await client.ask({ kind: "heads" }, "heads", { signal });
    for await (const batch of this.#lake.journal.since(heads, { signal })) {
      heads = batch.heads;
      const events = batch.events.filter((event) => isOfKnowledge(event));
      const { status } = await client.ask(
        { kind: "fold", events, read: { heads, passedOver: batch.passedOver } },
        "status",
        { signal },
      );
      this.#moved(status);
    }
    const { status } = await client.ask({ kind: "whole" }, "status", { signal });
    this.#moved(status);
    return Object.keys(heads);
  }

  #moved(status: KnowledgeStatus): void {
    const isNews = status.revision !== this.#status.revision;
    this.#status = status;
    this.#pace.soon();
    if (isNews) this.#dependencies.onChange();
  }

  #show(): void {
    const now = { ...this.#status, problem: this.#problem };
    if (!isDeepStrictEqual(now, this.#state.value)) this.#state.set(now);
  }

  #answering(): KnowledgeClient {
    if (this.#client.hasFailed && !this.#closing.signal.aborted) {
      this.#client = this.#startClient();
      this.#follower.look();
    }
    return this.#client;
  }

  #startClient(): KnowledgeClient {
    return new KnowledgeClient(this.#dependencies.knowledgeWorker, this.#dependencies.databasePath);
  }
}

function mayNotWrite(error: unknown): unknown {
  if (!(error instanceof AppError && error.code === "ACCESS_DENIED")) return error;
  return new AppError("ACCESS_DENIED", "You may not write to this lake's journal, so nothing was added.", {
    hint: "What people add to tables is kept in .lakeshore/journal/ of the lake. Ask whoever runs the lake to let you write there.",
    cause: error,
  });
}
