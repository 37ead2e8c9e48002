import type { TableSubject } from "../../../../shared/domain/knowledge.ts";
import type { Statement } from "../statements/statement.ts";

export const columns = ["topic", "zone", "table", "column", "key", "value", "comment", "by", "at"] as const;

/** A statement as a row of a table that people can read and change. */
export type StatementRow = Record<(typeof columns)[number], string>;

const empty = { zone: "", table: "", column: "", key: "", value: "", comment: "" };

export function rowOf(statement: Statement, { by, at }: { by: string; at: string }): StatementRow {
  return { topic: statement.topic, ...empty, ...cellsOf(statement), by, at };
}

function cellsOf(statement: Statement): Partial<StatementRow> {
  const place = "table" in statement ? { zone: statement.table.zoneId ?? "", table: statement.table.name } : {};
  switch (statement.topic) {
    case "rating":
      return { ...place, value: String(statement.value?.stars ?? ""), comment: statement.value?.comment ?? "" };
    case "tag":
      return { ...place, key: statement.tag, value: statement.value ? "yes" : "" };
    case "owner":
      return { ...place, value: statement.value ?? "" };
    case "description":
      return { ...place, column: statement.column ?? "", value: statement.value ?? "" };
    case "certification": {
      const { value } = statement;
      const replacement = value?.status === "deprecated" && value.replacement ? nameOf(value.replacement) : "";
      return { ...place, key: replacement, value: value?.status ?? "", comment: value?.reason ?? "" };
    }
    case "question":
      return {
        ...place,
        key: statement.questionId,
        value: statement.value?.text ?? "",
        comment: statement.value?.author ?? "",
      };
    case "answer":
      return {
        ...place,
        key: `${statement.questionId}/${statement.answerId}`,
        value: statement.value?.text ?? "",
        comment: statement.value?.author ?? "",
      };
    case "term":
      return { key: statement.termId, value: statement.value?.name ?? "", comment: statement.value?.definition ?? "" };
    case "link":
      return { ...place, column: statement.column ?? "", key: statement.termId, value: statement.value ? "yes" : "" };
    case "finding": {
      const { zoneId, path, column, field, kind, fingerprint } = statement.finding;
      const key = JSON.stringify([kind, field, fingerprint]);
      return {
        zone: zoneId,
        table: path,
        column,
        key,
        value: statement.value?.verdict ?? "",
        comment: statement.value?.reason ?? "",
      };
    }
    case "classifier":
      return { key: statement.classifierId, value: statement.value ? JSON.stringify(statement.value) : "" };
  }
}

/** What a row says, yet to be checked as a statement; throws where a cell that holds JSON does not. */
export function statementOf(row: StatementRow): unknown {
  const { topic, key, value, comment } = row;
  const table = { zoneId: row.zone || null, name: row.table };
  const column = row.column || null;
  const author = comment || null;
  const [first = "", second = ""] = key.split("/");
  const said = <T>(of: T): T | null => (value === "" ? null : of);
  switch (topic) {
    case "rating":
      return { topic, table, value: said({ stars: Number(value), comment }) };
    case "tag":
      return { topic, table, tag: key, value: said(true) };
    case "owner":
      return { topic, table, value: said(value) };
    case "description":
      return { topic, table, column, value: said(value) };
    case "certification":
      return {
        topic,
        table,
        value: said({
          status: value,
          reason: comment,
          replacement: key ? { zoneId: first || null, name: second } : null,
        }),
      };
    case "question":
      return { topic, table, questionId: key, value: said({ text: value, author }) };
    case "answer":
      return { topic, table, questionId: first, answerId: second, value: said({ text: value, author }) };
    case "term":
      return { topic, termId: key, value: said({ name: value, definition: comment }) };
    case "link":
      return { topic, termId: key, table, column, value: said(true) };
    case "finding": {
      const [kind, field, fingerprint]: unknown[] = JSON.parse(key);
      const finding = { zoneId: row.zone, path: row.table, column: row.column, kind, field, fingerprint };
      return { topic, finding, value: said({ verdict: value, reason: comment }) };
    }
    case "classifier":
      return { topic, classifierId: key, value: value === "" ? null : JSON.parse(value) };
    default:
      return { topic };
  }
}

/** A zone has no slash in its id, and a table none in its name. */
function nameOf({ zoneId, name }: TableSubject): string {
  return `${zoneId ?? ""}/${name}`;
}
