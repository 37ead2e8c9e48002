import { z } from "zod";
import type { KnowledgeChange, TableSubject } from "../../../../shared/domain/knowledge.ts";
import type { IndexDatabase } from "../../../state/index-database.ts";
import type { MadeStatement } from "../statements/statement-event.ts";
import { madeOf } from "./statement-rows.ts";

const Cursor = z.tuple([z.string(), z.string()]);

/** What was ever said of a table, newest first; before each, the values that it replaced. */
export function tableHistory(
  database: IndexDatabase,
  { zoneId, name }: TableSubject,
  { after, limit }: { after: string | null; limit: number },
): { changes: KnowledgeChange[]; next: string | null } {
  const [at, id] = after === null ? ["\u{10ffff}", ""] : Cursor.parse(JSON.parse(after));
  const rows = database
    .all(
      `SELECT * FROM statement WHERE zone = ? AND name = ? AND topic <> 'finding' AND (at, id) < (?, ?)
       ORDER BY at DESC, id DESC LIMIT ?`,
      zoneId ?? "",
      name,
      at,
      id,
      limit + 1,
    )
    .map((row) => madeOf(row));
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    changes: shown.map((made) => changeOf(database, made)),
    next: last ? JSON.stringify([last.at, last.id]) : null,
  };
}

function changeOf(database: IndexDatabase, { id, by, at, statement, replaces }: MadeStatement): KnowledgeChange {
  return {
    id,
    by,
    at,
    topic: statement.topic,
    column: "column" in statement ? statement.column : null,
    what: whatOf(statement),
    before: replaces.flatMap((old) =>
      database
        .all("SELECT * FROM statement WHERE id = ? AND topic = ?", old, statement.topic)
        .map((row) => textOf(madeOf(row).statement.value)),
    ),
    after: textOf(statement.value),
  };
}

/** Which of several of a topic: the tag, the term, the question. */
function whatOf(statement: MadeStatement["statement"]): string | null {
  switch (statement.topic) {
    case "tag":
      return statement.tag;
    case "link":
    case "term":
      return statement.termId;
    case "question":
    case "answer":
      return statement.questionId;
    case "classifier":
      return statement.classifierId;
    case "rating":
    case "owner":
    case "description":
    case "certification":
    case "finding":
      return null;
  }
}

function textOf(value: unknown): string | null {
  if (value === null) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
