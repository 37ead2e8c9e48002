import { EventId } from "../../../../shared/domain/knowledge.ts";
import { z } from "zod";
import type { IndexDatabase } from "../../../state/index-database.ts";
import { Statement, type StatementOf, type Topic, registerOf } from "../statements/statement.ts";
import type { MadeStatement } from "../statements/statement-event.ts";

const Replaces = z.array(EventId);

/** Where a statement is found: a table, or a dataset, and a term. "" where it has none. */
function placeOf(statement: Statement): { zone: string; name: string; term: string } {
  const term = "termId" in statement ? statement.termId : "";
  if (statement.topic === "finding") return { zone: statement.finding.zoneId, name: statement.finding.path, term };
  if (!("table" in statement)) return { zone: "", name: "", term };
  return { zone: statement.table.zoneId ?? "", name: statement.table.name, term };
}

/**
 * Takes a statement over. Whether it is live, that is replaced by no other of its register, does not depend on which of
 * them came first. False for one that was there already.
 */
export function addStatement(
  database: IndexDatabase,
  { id, by, at, statement, replaces }: Readonly<MadeStatement>,
): boolean {
  const register = registerOf(statement, by);
  const { zone, name, term } = placeOf(statement);
  const { changes } = database.run(
    `INSERT OR IGNORE INTO statement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
       NOT EXISTS (SELECT 1 FROM replaced WHERE register = ?2 AND id = ?1))`,
    id,
    register,
    statement.topic,
    zone,
    name,
    term,
    by,
    at,
    JSON.stringify(statement),
    JSON.stringify(replaces),
  );
  if (changes === 0) return false;
  for (const old of replaces) {
    database.run("INSERT OR IGNORE INTO replaced VALUES (?, ?)", register, old);
    database.run("UPDATE statement SET live = 0 WHERE id = ? AND register = ? AND live = 1", old, register);
  }
  return true;
}

/** Statements that nothing has replaced, newest first. Time tells only their order; it decides nothing. */
export function liveStatements<T extends Topic>(
  database: IndexDatabase,
  topics: readonly T[],
  { zone, name }: { zone: string; name: string },
): (MadeStatement & { statement: StatementOf<T> })[] {
  return topics
    .flatMap((topic) =>
      database
        .all("SELECT * FROM statement WHERE live = 1 AND topic = ? AND zone = ? AND name = ?", topic, zone, name)
        .map((row) => madeOf(row)),
    )
    .filter((made): made is MadeStatement & { statement: StatementOf<T> } => isOneOf(topics, made.statement.topic))
    .toSorted(newestFirst);
}

/** All live statements of a lake-wide topic, newest first. */
export function liveOfTopic<T extends Topic>(
  database: IndexDatabase,
  topic: T,
): (MadeStatement & { statement: StatementOf<T> })[] {
  return database
    .all("SELECT * FROM statement WHERE live = 1 AND topic = ?", topic)
    .map((row) => madeOf(row))
    .filter((made): made is MadeStatement & { statement: StatementOf<T> } => made.statement.topic === topic)
    .toSorted(newestFirst);
}

/** Live statements that could be replaced by this one. */
export function liveOfRegister(database: IndexDatabase, statement: Statement, by: string): MadeStatement[] {
  return database
    .all("SELECT * FROM statement WHERE live = 1 AND register = ?", registerOf(statement, by))
    .map((row) => madeOf(row))
    .toSorted(newestFirst);
}

/** Live statements with a value, in pages; `after` is the `next` of the page before. */
export function saidStatements(
  database: IndexDatabase,
  { after, limit }: { after: string | null; limit: number },
): { made: MadeStatement[]; next: string | null } {
  const made = database
    .all(
      "SELECT * FROM statement WHERE live = 1 AND id > ? AND said ->> '$.value' IS NOT NULL ORDER BY id LIMIT ?",
      after ?? "",
      limit + 1,
    )
    .map((row) => madeOf(row));
  const shown = made.slice(0, limit);
  return { made: shown, next: made.length > limit ? (shown.at(-1)?.id ?? null) : null };
}

export function madeOf(row: Record<string, unknown>): MadeStatement {
  return {
    id: EventId.parse(row["id"]),
    by: String(row["principal"]),
    at: String(row["at"]),
    statement: Statement.parse(JSON.parse(String(row["said"]))),
    replaces: Replaces.parse(JSON.parse(String(row["replaces"]))),
  };
}

/** The same order for everyone, whichever came first. */
export function newestFirst(a: MadeStatement, b: MadeStatement): number {
  return compare(b.at, a.at) || compare(b.id, a.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function isOneOf<T extends Topic>(topics: readonly T[], topic: Topic): topic is T {
  return topics.some((one) => one === topic);
}
