import type { EventId } from "../../../../shared/domain/knowledge.ts";
import type { MadeStatement } from "../statements/statement-event.ts";
import type { Statement } from "../statements/statement.ts";

interface Versions<T> {
  seen: EventId[];
  values: { id: EventId; by: string; at: string; value: T }[];
}

/** What live statements of one register, newest first, hold together: several values are a conflict. */
export function versionsOf<S extends Statement>(
  made: readonly (MadeStatement & { statement: S })[],
): Versions<S["value"]> {
  const seen = made.map(({ id }) => id).toSorted();
  if (made.every(({ statement }) => statement.value === null)) return { seen, values: [] };
  const values = new Map<string, Versions<S["value"]>["values"][number]>();
  for (const { id, by, at, statement } of made) {
    const { value } = statement;
    const text = JSON.stringify(value);
    if (!values.has(text)) values.set(text, { id, by, at, value });
  }
  return { seen, values: [...values.values()] };
}

/** The newest value; null where nothing is said. */
export function newestValue<S extends Statement>(made: readonly { statement: S }[]): S["value"] | null {
  return made[0]?.statement.value ?? null;
}
