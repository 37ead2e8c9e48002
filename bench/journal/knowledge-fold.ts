import { createHash, randomUUID } from "node:crypto";
import { join } from "node:path";
import { KnowledgeClient } from "../../src/main/capabilities/knowledge/store/knowledge-client.ts";
import { type JournalEvent, decodeAny } from "../../src/main/lake/journal/journal-event.ts";
import type { Journal } from "../../src/main/lake/journal/journal-port.ts";
import { TABLES, type TeamEvent } from "./team-events.ts";

const options = { signal: new AbortController().signal };
const worker = new URL("../../src/main/workers/knowledge-worker.ts", import.meta.url);
const PIECE = 500;
const PAGE = 200;

/** What is known of a lake's tables, folded in the worker that the app has for it. */
export class KnowledgeFold implements AsyncDisposable {
  readonly #client: KnowledgeClient;

  /** @param folder for its database */
  constructor(folder: string) {
    this.#client = new KnowledgeClient(worker, join(folder, `${randomUUID()}.db`));
  }

  /** Reads the journal on, as the app does. Returns how many events there were. */
  async read(journal: Journal): Promise<number> {
    let count = 0;
    const { heads } = await this.#client.ask({ kind: "heads" }, "heads", options);
    for await (const batch of journal.since(heads, options)) {
      const events = batch.events.filter(({ kind }) => kind.startsWith("knowledge."));
      await this.#client.ask(
        { kind: "fold", events, read: { heads: batch.heads, passedOver: batch.passedOver } },
        "status",
        options,
      );
      count += batch.events.length;
      if (batch.passedOver > 0 || batch.problems.length > 0) throw new Error(batch.problems.join("\n"));
    }
    return count;
  }

  /** Takes events as they come. */
  async take(events: readonly TeamEvent[]): Promise<void> {
    for (let at = 0; at < events.length; at += PIECE) {
      const piece = events.slice(at, at + PIECE).flatMap(({ bytes }): JournalEvent[] => {
        const event = decodeAny(bytes);
        return event ? [event] : [];
      });
      await this.#client.ask({ kind: "fold", events: piece, read: null }, "status", options);
    }
  }

  /** Tells two states apart: all tables as they are listed, and the pages of some with their history. */
  async fingerprint(): Promise<string> {
    const hash = createHash("sha256");
    let after: string | null = null;
    do {
      const page: { summaries: unknown; next: string | null } = await this.#client.ask(
        { kind: "summaries", after, limit: PAGE, since: 0 },
        "summaries",
        options,
      );
      hash.update(JSON.stringify(page.summaries));
      after = page.next;
    } while (after !== null);
    for (let number = 0; number < TABLES; number += 20) {
      const table = { zoneId: "trusted", name: `table_${number}` };
      const known = await this.#client.ask({ kind: "table", table, me: "person" }, "table", options);
      const history = await this.#client.ask({ kind: "history", table, after: null, limit: 500 }, "history", options);
      hash.update(JSON.stringify([known.knowledge, history.changes]));
    }
    return hash.digest("hex");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.close();
  }
}
