import type { TableSubject } from "../../../../shared/domain/knowledge.ts";
import type { Statement } from "./statement.ts";

/** What a statement does, as the list of activity shows it. */
export function summaryOf(statement: Statement): string {
  const taken = statement.value === null;
  switch (statement.topic) {
    case "rating":
      return statement.value
        ? `Rated ${tableName(statement.table)} with ${statement.value.stars} of 5`
        : `Took back the rating of ${tableName(statement.table)}`;
    case "tag":
      return `${taken ? "Removed the tag" : "Tagged"} ${tableName(statement.table)}${taken ? "" : " as"} “${statement.tag}”`;
    case "owner":
      return `${taken ? "Removed" : "Set"} the owner of ${tableName(statement.table)}`;
    case "description":
      return `${taken ? "Removed the description of" : "Described"} ${subjectName(statement)}`;
    case "certification":
      return statement.value
        ? `Marked ${tableName(statement.table)} as ${statement.value.status}`
        : `Took the certification off ${tableName(statement.table)}`;
    case "question":
      return `${taken ? "Took back a question" : "Asked"} about ${tableName(statement.table)}`;
    case "answer":
      return `${taken ? "Took back an answer" : "Answered a question"} about ${tableName(statement.table)}`;
    case "term":
      return statement.value ? `Defined “${statement.value.name}” in the glossary` : "Removed a term of the glossary";
    case "link":
      return `${taken ? "Unlinked" : "Linked"} ${subjectName(statement)} ${taken ? "from" : "to"} a term of the glossary`;
    case "finding":
      return `${statement.value ? sentenceCase(statement.value.verdict) : "Reopened"} that “${statement.finding.column}” of ${statement.finding.zoneId}/${statement.finding.path} holds ${statement.finding.kind}`;
    case "classifier":
      return statement.value ? `Saved the classifier “${statement.value.name}”` : "Removed a classifier";
  }
}

function tableName({ zoneId, name }: TableSubject): string {
  return zoneId === null ? name : `${zoneId}.${name}`;
}

function subjectName({ table, column }: { table: TableSubject; column: string | null }): string {
  return column === null ? tableName(table) : `${column} of ${tableName(table)}`;
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
