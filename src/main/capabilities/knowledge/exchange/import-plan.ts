import type { EventId } from "../../../../shared/domain/knowledge.ts";
import type { LakeKnowledge } from "../lake-knowledge.ts";
import { type Statement, registerOf } from "../statements/statement.ts";
import { summaryOf } from "../statements/statement-summary.ts";
import type { ReadStatement } from "./exchange-format.ts";

/** What an import would say anew, and what it replaces by that. */
export interface PlannedChange {
  /** Number of the statement in the text, or its line in a table. */
  number: number;
  statement: Statement;
  replaces: EventId[];
  summary: string;
  before: string[];
  after: string | null;
}

export interface ImportPlan {
  changes: PlannedChange[];
  /** What the lake says already. */
  same: number;
  leftOut: { number: number; reason: string }[];
}

/** What taking over these statements would change in a lake. Nothing is taken away that they do not name. */
export async function planImport(
  knowledge: LakeKnowledge,
  read: readonly ReadStatement[],
  me: string,
  options: { signal: AbortSignal },
): Promise<ImportPlan> {
  const plan: ImportPlan = { changes: [], same: 0, leftOut: [] };
  const planned = new Map<string, PlannedChange>();
  for (const one of read) {
    options.signal.throwIfAborted();
    const { number } = one;
    if (one.statement === null) {
      plan.leftOut.push({ number, reason: one.problem });
      continue;
    }
    const by = one.by ?? me;
    const statement = by === me ? one.statement : asBroughtAlong(one.statement, by);
    const isSame =
      (await isSaid(knowledge, one.statement, by, options)) ||
      (statement !== null && (await isSaid(knowledge, statement, me, options)));
    if (isSame) {
      plan.same += 1;
    } else if (statement === null) {
      plan.leftOut.push({ number, reason: `Nobody but ${by} can rate a table as ${by}.` });
    } else {
      const earlier = planned.get(registerOf(statement, me));
      if (!earlier) {
        const change = await changeOf(knowledge, statement, me, number, options);
        planned.set(registerOf(statement, me), change);
        plan.changes.push(change);
      } else if (textOf(earlier.statement) === textOf(statement)) {
        plan.same += 1;
      } else {
        plan.leftOut.push({ number, reason: `Number ${earlier.number} says something else of the same.` });
      }
    }
  }
  return plan;
}

/** What would be replaced is still what was planned. */
export async function isStillSo(
  knowledge: LakeKnowledge,
  { statement, replaces }: PlannedChange,
  me: string,
  options: { signal: AbortSignal },
): Promise<boolean> {
  const { made } = await knowledge.ask({ kind: "live", statement, by: me }, "live", options);
  return made.length === replaces.length && made.every(({ id }) => replaces.includes(id));
}

/** What somebody else has said, as it can be said by whoever imports it; null for what only they can say. */
function asBroughtAlong(statement: Statement, by: string): Statement | null {
  if (statement.topic === "rating") return null;
  if ((statement.topic !== "question" && statement.topic !== "answer") || statement.value === null) return statement;
  return { ...statement, value: { ...statement.value, author: statement.value.author ?? by } };
}

async function isSaid(
  knowledge: LakeKnowledge,
  statement: Statement,
  by: string,
  options: { signal: AbortSignal },
): Promise<boolean> {
  const { made } = await knowledge.ask({ kind: "live", statement, by }, "live", options);
  if (statement.value === null) return made.every((live) => live.statement.value === null);
  return made.some((live) => JSON.stringify(live.statement.value) === JSON.stringify(statement.value));
}

async function changeOf(
  knowledge: LakeKnowledge,
  statement: Statement,
  me: string,
  number: number,
  options: { signal: AbortSignal },
): Promise<PlannedChange> {
  const { made } = await knowledge.ask({ kind: "live", statement, by: me }, "live", options);
  return {
    number,
    statement,
    replaces: made.map(({ id }) => id),
    summary: summaryOf(statement),
    before: made.flatMap((live) => shownText(live.statement) ?? []),
    after: shownText(statement),
  };
}

function textOf({ value }: Statement): string | null {
  if (value === null) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** As people read it: what has parts, a line for each that is not empty. */
function shownText({ value }: Statement): string | null {
  if (value === null || typeof value === "string") return value;
  if (value === true) return "yes";
  return Object.entries(value)
    .filter(([, part]) => part !== null && part !== "")
    .map(([name, part]) => `${name}: ${typeof part === "string" ? part : JSON.stringify(part)}`)
    .join("\n");
}
