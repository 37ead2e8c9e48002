import { client } from "../../../lib/client.ts";
import { type Statement, statementAt } from "./statement.ts";

export interface EditorSelection {
  from: number;
  to: number;
}

/** What "run" means: the statements that are selected, else the one that the cursor is in or just behind. */
export async function statementsToRun(text: string, { from, to }: EditorSelection): Promise<Statement[]> {
  if (from !== to) {
    const selected = await client.query.split({ text: text.slice(from, to) });
    return selected.map(({ sql, offset }) => ({ sql, offset: offset + from }));
  }
  const statement = statementAt(await client.query.split({ text }), from);
  return statement ? [statement] : [];
}

export function allStatements(text: string): Promise<Statement[]> {
  return client.query.split({ text });
}
