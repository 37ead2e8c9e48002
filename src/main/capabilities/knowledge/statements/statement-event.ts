import { z } from "zod";
import { EventId } from "../../../../shared/domain/knowledge.ts";
import { JournalEvent } from "../../../lake/journal/journal-event.ts";
import { Statement, type Topic } from "./statement.ts";

const PREFIX = "knowledge.";

/** Raised when a statement of an older app would be misunderstood; apps pass over what is of a newer version. */
const VERSION = 1;

const verbs: Readonly<Record<Topic, string>> = {
  rating: "rated",
  tag: "tagged",
  owner: "owned",
  description: "described",
  certification: "certified",
  question: "asked",
  answer: "answered",
  term: "defined",
  link: "linked",
  finding: "decided",
  classifier: "classified",
};
const topics: ReadonlyMap<string, string> = new Map(Object.entries(verbs).map(([topic, verb]) => [verb, topic]));

/** A statement as it was made: where in the journal, by whom, and which statements its author had seen and replaces. */
export interface MadeStatement {
  id: EventId;
  by: string;
  at: string;
  statement: Statement;
  replaces: readonly EventId[];
}

const Kind = z.literal(Object.values(verbs).map((verb) => PREFIX + verb));
const Replaced = z.object({ version: z.literal(VERSION), replaces: z.array(EventId).max(1000) });

/** All that an event must be for this app to read what it says. */
export const understood: readonly z.ZodType[] = [JournalEvent, Kind, Replaced, Statement];

/** The kind and data of the event that makes a statement. */
export function eventOf(
  statement: Statement,
  replaces: readonly EventId[],
  summary: string,
): { kind: string; data: Record<string, unknown> & { summary: string } } {
  const { topic, ...said } = statement;
  return { kind: PREFIX + verbs[topic], data: { version: VERSION, summary, ...said, replaces } };
}

/** Whether an event is about what is known, whether or not this app can read it. */
export function isOfKnowledge({ kind }: JournalEvent): boolean {
  return kind.startsWith(PREFIX);
}

/** Null for what this app cannot read: kinds and versions of newer apps. */
export function readStatement({ writer, sequence, principal, at, kind, data }: JournalEvent): MadeStatement | null {
  const topic = topics.get(kind.slice(PREFIX.length));
  const statement = Statement.safeParse({ ...data, topic });
  const replaced = Replaced.safeParse(data);
  if (topic === undefined || !statement.success || !replaced.success) return null;
  const { replaces } = replaced.data;
  return { id: eventId({ writer, sequence }), by: principal, at, statement: statement.data, replaces };
}

/** How an event is called from elsewhere. */
export function eventId({ writer, sequence }: Pick<JournalEvent, "writer" | "sequence">): EventId {
  return `${writer}/${sequence}`;
}
