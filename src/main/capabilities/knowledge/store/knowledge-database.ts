import { JournalHeads } from "../../../lake/journal/journal-batch.ts";
import type { JournalEvent } from "../../../lake/journal/journal-event.ts";
import { IndexDatabase } from "../../../state/index-database.ts";
import { eventId, isOfKnowledge, readStatement } from "../statements/statement-event.ts";
import type { Statement } from "../statements/statement.ts";
import { classifiers, decisions } from "./finding-rows.ts";
import { glossary, linkedSubjects, termOf } from "./glossary-rows.ts";
import { tableHistory } from "./history-rows.ts";
import type { KnowledgeReply, KnowledgeRequest, KnowledgeStatus } from "./knowledge-protocol.ts";
import { knowledgeSchema } from "./knowledge-schema.ts";
import { addStatement, liveOfRegister, saidStatements } from "./statement-rows.ts";
import { summaries } from "./summary-rows.ts";
import { tableKnowledge } from "./table-knowledge.ts";

/** The journal of one lake, folded to what is known of its tables. Opened in a worker only. */
export class KnowledgeDatabase {
  readonly #sql: IndexDatabase;

  constructor(path: string) {
    this.#sql = new IndexDatabase(path, knowledgeSchema);
  }

  answer(request: KnowledgeRequest): KnowledgeReply {
    const { kind } = request;
    switch (kind) {
      case "status":
        return this.#status();
      case "heads":
        return { kind, heads: JournalHeads.parse(JSON.parse(String(this.#journal()["heads"]))) };
      case "fold":
        this.#fold(request.events, request.read);
        return this.#status();
      case "whole":
        this.#sql.run("UPDATE journal SET whole = 1");
        return this.#status();
      case "table":
        return { kind, knowledge: tableKnowledge(this.#sql, request.table, request.me) };
      case "summaries":
        return { kind, ...summaries(this.#sql, request) };
      case "history":
        return { kind, ...tableHistory(this.#sql, request.table, request) };
      case "glossary":
        return { kind, ...glossary(this.#sql, request) };
      case "term":
        return { kind, ...termOf(this.#sql, request.termId) };
      case "decisions":
        return { kind, decisions: decisions(this.#sql, request.dataset) };
      case "classifiers":
        return { kind, classifiers: classifiers(this.#sql) };
      case "export":
        return { kind, ...saidStatements(this.#sql, request) };
      case "live":
        return { kind, made: liveOfRegister(this.#sql, request.statement, request.by) };
    }
  }

  /** Events that were folded before change nothing. */
  #fold(events: readonly JournalEvent[], read: { heads: JournalHeads; passedOver: number } | null): void {
    this.#sql.transaction(() => {
      const revision = Number(this.#journal()["revision"]) + 1;
      let hasChanged = false;
      for (const event of events) {
        const statement = this.#take(event);
        if (!statement) continue;
        hasChanged = true;
        this.#touch(statement, revision);
      }
      if (hasChanged) this.#sql.run("UPDATE journal SET revision = ?", revision);
      if (!read) return;
      const heads = JSON.stringify(read.heads);
      this.#sql.run("UPDATE journal SET heads = ?, unreadable = unreadable + ?", heads, read.passedOver);
    });
  }

  /** The statement of an event, when it is news. */
  #take(event: JournalEvent): Statement | null {
    if (!isOfKnowledge(event)) return null;
    const made = readStatement(event);
    if (made) return addStatement(this.#sql, made) ? made.statement : null;
    this.#sql.run("INSERT OR IGNORE INTO ignored VALUES (?, ?)", eventId(event), event.kind);
    return null;
  }

  /** A term that is called otherwise is called so wherever it is linked. */
  #touch(statement: Statement, revision: number): void {
    if (statement.topic === "finding" || statement.topic === "classifier") return;
    const tables =
      statement.topic === "term"
        ? linkedSubjects(this.#sql, statement.termId).map(({ table }) => table)
        : [statement.table];
    for (const { zoneId, name } of tables) {
      this.#sql.run("INSERT OR REPLACE INTO touched VALUES (?, ?, ?)", zoneId ?? "", name, revision);
    }
  }

  #status(): KnowledgeReply {
    const { revision, whole, unreadable } = this.#journal();
    const status: KnowledgeStatus = {
      revision: Number(revision),
      ignored: this.#sql.count("SELECT count(*) AS n FROM ignored") + Number(unreadable),
      isWhole: whole === 1,
    };
    return { kind: "status", status };
  }

  #journal(): Record<string, unknown> {
    return this.#sql.all("SELECT * FROM journal")[0] ?? {};
  }
}
