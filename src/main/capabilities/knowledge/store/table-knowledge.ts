import type { Question, Rating, TableKnowledge, TableSubject } from "../../../../shared/domain/knowledge.ts";
import { nameFold } from "../../../../shared/domain/portable-names.ts";
import type { IndexDatabase } from "../../../state/index-database.ts";
import type { MadeStatement } from "../statements/statement-event.ts";
import type { Statement, StatementOf, Topic } from "../statements/statement.ts";
import { currentTerms } from "./glossary-rows.ts";
import { liveStatements } from "./statement-rows.ts";
import { versionsOf } from "./versions.ts";

type Made<T extends Topic> = MadeStatement & { statement: StatementOf<T> };

/** Of ratings and questions, this many are shown; all are counted. */
const SHOWN = 500;

/** What is known of a table, as everyone who has the same events sees it; `me` tells which rating is one's own. */
export function tableKnowledge(database: IndexDatabase, table: TableSubject, me: string): TableKnowledge {
  const place = { zone: table.zoneId ?? "", name: table.name };
  const live = <T extends Topic>(...topics: T[]) => liveStatements(database, topics, place);
  const descriptions = live("description");
  const links = linkedTerms(database, live("link"));
  const columns = new Set([
    ...descriptions.map(({ statement }) => statement.column),
    ...links.map(({ column }) => column),
  ]);
  const ofColumn = (column: string | null) => ({
    description: versionsOf(descriptions.filter(({ statement }) => statement.column === column)),
    terms: links
      .filter((link) => link.column === column)
      .map(({ termId, name, definition }) => ({ termId, name, definition })),
  });
  return {
    table,
    me,
    ...ofColumn(null),
    owner: versionsOf(live("owner")),
    certification: versionsOf(live("certification")),
    tags: presentTags(live("tag")),
    ratings: ratingsOf(live("rating"), me),
    questions: questionsOf(live("question"), live("answer")),
    columns: [...columns]
      .filter((column) => column !== null)
      .toSorted()
      .map((name) => ({ name, ...ofColumn(name) }))
      .filter(({ description, terms }) => description.values.length > 0 || terms.length > 0),
  };
}

/** Tags that somebody has added and nobody who had seen that has removed, by name. */
export function presentTags(made: readonly Made<"tag">[]): TableKnowledge["tags"] {
  const tags = new Map<string, TableKnowledge["tags"][number]>();
  for (const { id, by, at, statement } of made) {
    const fold = nameFold(statement.tag);
    if (statement.value !== null && !tags.has(fold)) tags.set(fold, { id, by, at, tag: statement.tag });
  }
  return [...tags].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, tag]) => tag);
}

/** One a person: of two machines that rated at once, the newer. */
export function ratingsOf(made: readonly Made<"rating">[], me: string): TableKnowledge["ratings"] {
  const people = new Map<string, Rating>();
  for (const { id, by, at, statement } of newestOfPeople(made)) {
    if (statement.value !== null) people.set(by, { id, by, at, ...statement.value });
  }
  const all = [...people.values()];
  const sum = all.reduce((stars, rating) => stars + rating.stars, 0);
  return {
    count: all.length,
    average: all.length === 0 ? null : sum / all.length,
    mine: people.get(me) ?? null,
    all: all.slice(0, SHOWN),
  };
}

function questionsOf(asked: readonly Made<"question">[], answered: readonly Made<"answer">[]): Question[] {
  const answers = Map.groupBy(newestOfPosts(answered), ({ statement }) => statement.questionId);
  return newestOfPosts(asked)
    .flatMap(({ id, by, at, statement: { questionId, value } }) => {
      if (value === null) return [];
      const ofThis = (answers.get(questionId) ?? [])
        .toReversed()
        .flatMap(({ statement, ...said }) =>
          statement.value === null
            ? []
            : [{ id: said.id, by: said.by, at: said.at, answerId: statement.answerId, ...statement.value }],
        );
      return [{ id, by, at, questionId, ...value, answers: ofThis }];
    })
    .slice(0, SHOWN);
}

function newestOfPeople<S extends MadeStatement>(made: readonly S[]): S[] {
  return firstOfEach(made, ({ by }) => by);
}

/** Ids are made at random: of two people who have the same one, only the newer is shown. */
function newestOfPosts<S extends MadeStatement & { statement: StatementOf<"question" | "answer"> }>(
  made: readonly S[],
): S[] {
  return firstOfEach(made, ({ statement }) => postId(statement));
}

function postId(statement: StatementOf<"question" | "answer">): string {
  return statement.topic === "question" ? statement.questionId : statement.answerId;
}

function firstOfEach<S>(made: readonly S[], keyOf: (one: S) => string): S[] {
  const first = new Map<string, S>();
  for (const one of made) if (!first.has(keyOf(one))) first.set(keyOf(one), one);
  return [...first.values()];
}

interface ColumnTerm {
  column: string | null;
  termId: string;
  name: string;
  definition: string;
}

/** Terms that the table and its columns are linked to and that still have a meaning, by name. */
export function linkedTerms(
  database: IndexDatabase,
  links: readonly (MadeStatement & { statement: Extract<Statement, { topic: "link" }> })[],
): ColumnTerm[] {
  const linked = new Map<string, { termId: string; column: string | null }>();
  for (const { statement } of links) {
    const { termId, column, value } = statement;
    if (value !== null) linked.set(JSON.stringify([termId, column]), { termId, column });
  }
  const terms = currentTerms(
    database,
    Array.from(linked.values(), ({ termId }) => termId),
  );
  return [...linked.values()]
    .flatMap((link) => {
      const entry = terms.get(link.termId);
      return entry ? [{ ...link, ...entry }] : [];
    })
    .toSorted((a, b) => a.name.localeCompare(b.name) || (a.termId < b.termId ? -1 : 1));
}
