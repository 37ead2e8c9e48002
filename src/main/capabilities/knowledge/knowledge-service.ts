import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Recorded } from "../../../shared/contract/knowledge.ts";
import type { CustomClassifier } from "../../../shared/domain/custom-classifier.ts";
import type { FindingSubject, Verdict } from "../../../shared/domain/finding-decision.ts";
import type {
  ClassifierVersions,
  DecidedFinding,
  EventId,
  KnowledgeSummary,
  TableSubject,
} from "../../../shared/domain/knowledge.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { OpenLakes } from "../../lake/ports.ts";
import type { AppDatabase } from "../../state/app-database.ts";
import { removeDatabase } from "../../state/remove-database.ts";
import type { Jobs } from "../activity/index.ts";
import { tellCatalog } from "./catalog-notes.ts";
import { Exchange } from "./exchange/exchange.ts";
import { LakeKnowledge } from "./lake-knowledge.ts";
import { PersonalTables } from "./personal/personal-tables.ts";
import type { Statement, StatementOf, Topic } from "./statements/statement.ts";
import { summaryOf } from "./statements/statement-summary.ts";

type Options = { signal: AbortSignal };

interface KnowledgeDependencies {
  jobs: Jobs;
  database: AppDatabase;
  lakes: OpenLakes;
  /** Program of the worker that owns the fold of a journal. */
  knowledgeWorker: URL;
  /** INVALID_INPUT for a classifier that does not work, found out off the main thread: some patterns take seconds. */
  checkClassifier: (classifier: CustomClassifier, options: Options) => Promise<void>;
  /** Folder of the indexes, one file a lake; may be deleted at any time between two runs. */
  indexFolder: string;
}

type Page = { after: string | null; limit: number };
type Listener = (lakeId: string) => void;

const SUMMARIES = 500;

/** What a team adds to the tables of its lakes: kept in their journals, and the same for everyone. */
export class KnowledgeService {
  /** Favourites, and what the person is told of. */
  readonly personal: PersonalTables;
  /** Export and import. */
  readonly exchange: Exchange;
  readonly #dependencies: KnowledgeDependencies;
  readonly #lakes = new Map<string, LakeKnowledge>();
  readonly #listeners = new Set<Listener>();

  constructor(dependencies: KnowledgeDependencies) {
    this.#dependencies = dependencies;
    this.exchange = new Exchange({ ...dependencies, of: (lakeId) => this.#of(lakeId) });
    this.personal = new PersonalTables(dependencies.database, dependencies.lakes);
  }

  async *follow(lakeId: string, { signal }: Options) {
    yield* this.#of(lakeId).follow(signal);
  }

  /** Called after anything known of a lake has changed, by whomever; returns the stop. */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async table(lakeId: string, table: TableSubject, options: Options) {
    const knowledge = this.#of(lakeId);
    const me = await this.#me(knowledge, options);
    return (await knowledge.ask({ kind: "table", table, me }, "table", options)).knowledge;
  }

  summaryPage(lakeId: string, page: Page, options: Options) {
    return this.#of(lakeId).ask({ kind: "summaries", ...page, since: 0 }, "summaries", options);
  }

  /**
   * Of every table of which something is or was known, in pages. `since` is the revision of an earlier reading, of whose
   * tables only those come that have changed; an index that was made anew has begun again at 0.
   */
  async *summaries(
    lakeId: string,
    { since = 0, signal }: Options & { since?: number },
  ): AsyncGenerator<{ summaries: KnowledgeSummary[]; revision: number }> {
    const knowledge = this.#of(lakeId);
    const { status } = await knowledge.ask({ kind: "status" }, "status", { signal });
    const from = status.revision < since ? 0 : since;
    let after: string | null = null;
    do {
      const request = { kind: "summaries", after, limit: SUMMARIES, since: from } as const;
      const page: { summaries: KnowledgeSummary[]; next: string | null } = await knowledge.ask(request, "summaries", {
        signal,
      });
      yield { summaries: page.summaries, revision: status.revision };
      after = page.next;
    } while (after !== null);
  }

  history(lakeId: string, table: TableSubject, page: Page, options: Options) {
    return this.#of(lakeId).ask({ kind: "history", table, ...page }, "history", options);
  }

  glossary(lakeId: string, page: Page, options: Options) {
    return this.#of(lakeId).ask({ kind: "glossary", ...page }, "glossary", options);
  }

  /** NOT_FOUND where nobody has defined it. */
  async term(lakeId: string, termId: string, options: Options) {
    const { term, subjects } = await this.#of(lakeId).ask({ kind: "term", termId }, "term", options);
    if (term.versions.values.length === 0) throw new AppError("NOT_FOUND", "That glossary term is not there any more.");
    return { term, subjects };
  }

  /** What people have decided on evidence of columns of a dataset, or of all: as far as the journal goes now. */
  async decisions(
    lakeId: string,
    dataset: { zoneId: string; path: string } | null,
    options: Options,
  ): Promise<DecidedFinding[]> {
    return (await this.#of(lakeId).askWhole({ kind: "decisions", dataset }, "decisions", options)).decisions;
  }

  decide(lakeId: string, finding: FindingSubject, verdict: Verdict | null, options: Options): Promise<Recorded> {
    return this.#sayAnew(lakeId, { topic: "finding", finding, value: verdict }, options);
  }

  /** The lake's own classifiers, as far as the journal goes now. */
  async classifiers(lakeId: string, options: Options): Promise<ClassifierVersions[]> {
    return (await this.#of(lakeId).askWhole({ kind: "classifiers" }, "classifiers", options)).classifiers;
  }

  /** INVALID_INPUT for one that does not work. */
  async saveClassifier(lakeId: string, classifier: CustomClassifier, seen: readonly EventId[], options: Options) {
    await this.#dependencies.checkClassifier(classifier, options);
    const statement = { topic: "classifier", classifierId: classifier.id, value: classifier } as const;
    return this.say(lakeId, statement, seen, options);
  }

  /** Writes a statement that replaces those that its author has seen; what others have said since stays beside it. */
  async say(lakeId: string, statement: Statement, seen: readonly EventId[], options: Options): Promise<Recorded> {
    const knowledge = this.#of(lakeId);
    const { id, warning } = await knowledge.state(statement, seen, summaryOf(statement), options);
    // What is not taken over yet would be told without this.
    return { id, warning: warning ?? (await tellCatalog(knowledge, statement, options)) };
  }

  /** Rates, or takes the rating back. */
  rate(lakeId: string, table: TableSubject, value: StatementOf<"rating">["value"], options: Options) {
    return this.#sayAnew(lakeId, { topic: "rating", table, value }, options);
  }

  tag(lakeId: string, table: TableSubject, tag: string, present: boolean, options: Options) {
    return this.#sayAnew(lakeId, { topic: "tag", table, tag, value: present || null }, options);
  }

  /** NOT_FOUND for a term that nobody has defined. */
  async link(lakeId: string, statement: StatementOf<"link">, options: Options): Promise<Recorded> {
    await this.term(lakeId, statement.termId, options);
    return this.#sayAnew(lakeId, statement, options);
  }

  async ask(
    lakeId: string,
    { table, questionId, text }: { table: TableSubject; questionId: string | null; text: string | null },
    options: Options,
  ) {
    const id = questionId ?? randomUUID();
    const value = text === null ? null : { text, author: null };
    const statement = { topic: "question", table, questionId: id, value } as const;
    const recorded = await this.#post(lakeId, statement, questionId === null, options);
    return { ...recorded, questionId: id };
  }

  /** NOT_FOUND for a question that is not there. */
  async answer(
    lakeId: string,
    {
      table,
      questionId,
      answerId,
      text,
    }: { table: TableSubject; questionId: string; answerId: string | null; text: string | null },
    options: Options,
  ) {
    const { questions } = await this.table(lakeId, table, options);
    if (!questions.some((question) => question.questionId === questionId)) {
      throw new AppError("NOT_FOUND", "That question is not there any more.");
    }
    const id = answerId ?? randomUUID();
    const value = text === null ? null : { text, author: null };
    const statement = { topic: "answer", table, questionId, answerId: id, value } as const;
    const recorded = await this.#post(lakeId, statement, answerId === null, options);
    return { ...recorded, answerId: id };
  }

  async defineTerm(
    lakeId: string,
    { termId, entry, seen }: { termId: string | null; entry: StatementOf<"term">["value"]; seen: readonly EventId[] },
    options: Options,
  ) {
    if (termId === null && entry === null) throw new AppError("INVALID_INPUT", "A new term needs a name.");
    const id = termId ?? randomUUID();
    const recorded = await this.say(lakeId, { topic: "term", termId: id, value: entry }, seen, options);
    return { ...recorded, termId: id };
  }

  /** Starts to write what an import has planned, as a job. */
  applyImport(lakeId: string, planId: string): string {
    return this.exchange.apply(lakeId, planId, async ({ statement, replaces }, options) => {
      return (await this.say(lakeId, statement, replaces, options)).warning;
    });
  }

  /** Deletes the fold of a lake that was forgotten. */
  async forget(lakeId: string): Promise<void> {
    const knowledge = this.#lakes.get(lakeId);
    this.#lakes.delete(lakeId);
    this.personal.forget(lakeId);
    this.exchange.forget(lakeId);
    await knowledge?.close();
    await removeDatabase(this.#databasePath(lakeId));
  }

  async close(): Promise<void> {
    await this.personal.close();
    await Promise.all([...this.#lakes.values()].map((knowledge) => knowledge.close()));
    this.#lakes.clear();
  }

  /** Writes a statement that replaces all that is known here, for what has no conflicts. What holds already is not said again. */
  async #sayAnew(lakeId: string, statement: Statement, options: Options): Promise<Recorded> {
    const knowledge = this.#of(lakeId);
    const live = await this.#live(knowledge, statement, options);
    const [first] = live;
    if (first && live.length === 1 && JSON.stringify(first.statement) === JSON.stringify(statement)) {
      return { id: first.id, warning: null };
    }
    const seen = live.map(({ id }) => id);
    return this.say(lakeId, statement, seen, options);
  }

  /** Writes a question or answer; of those that are there, only one's own. */
  async #post(
    lakeId: string,
    statement: StatementOf<Extract<Topic, "question" | "answer">>,
    isNew: boolean,
    options: Options,
  ): Promise<Recorded> {
    if (!isNew && (await this.#live(this.#of(lakeId), statement, options)).length === 0) {
      throw new AppError("NOT_FOUND", `That ${statement.topic} is not one of yours.`, {
        hint: "Only who has written it can change it or take it back.",
      });
    }
    return this.#sayAnew(lakeId, statement, options);
  }

  async #live(knowledge: LakeKnowledge, statement: Statement, options: Options) {
    const by = await this.#me(knowledge, options);
    return (await knowledge.ask({ kind: "live", statement, by }, "live", options)).made;
  }

  async #me({ lake }: LakeKnowledge, options: Options): Promise<string> {
    return (await lake.identity.whoAmI(options)).principal;
  }

  #of(lakeId: string): LakeKnowledge {
    const lake = this.#dependencies.lakes.get(lakeId);
    const known = this.#lakes.get(lakeId);
    if (known) return known;
    const knowledge = new LakeKnowledge(lake, {
      knowledgeWorker: this.#dependencies.knowledgeWorker,
      databasePath: this.#databasePath(lakeId),
      onChange: () => {
        for (const listener of this.#listeners) listener(lakeId);
      },
    });
    this.#lakes.set(lakeId, knowledge);
    return knowledge;
  }

  #databasePath(lakeId: string): string {
    return join(this.#dependencies.indexFolder, `${lakeId}-knowledge.db`);
  }
}
