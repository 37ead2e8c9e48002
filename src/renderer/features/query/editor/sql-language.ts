import type { CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { PostgreSQL, SQLDialect } from "@codemirror/lang-sql";
import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { Column } from "../../../../shared/domain/columns.ts";
import { completionsFor, tablesMeant } from "./completions.ts";
import { statementContext } from "./statement-context.ts";
import type { NamedTable, Vocabulary } from "./vocabulary.ts";

const words =
  "asof anti attach describe exclude glob ilike lambda macro pivot pivot_longer pivot_wider positional qualify replace sample semi show struct summarize try_cast unpivot";
const types =
  "bignum blob double hugeint ubigint uhugeint uinteger usmallint utinyint tinyint list map struct union variant varchar";

/** DuckDB reads PostgreSQL's SQL and words of its own. */
export const duckdbDialect = SQLDialect.define({
  ...PostgreSQL.spec,
  keywords: `${PostgreSQL.spec.keywords ?? ""} ${words}`,
  types: `${PostgreSQL.spec.types ?? ""} ${types}`,
  doubleDollarQuotedStrings: true,
  caseInsensitiveIdentifiers: true,
});

/** A statement longer than this is looked at around the cursor only. */
const MOST_TEXT = 20_000;

/** What can be named at the time, and the columns of a table that come without. */
export interface Names {
  vocabulary: () => Vocabulary;
  columnsOf: (table: NamedTable) => Promise<readonly Column[]>;
}

/** Completes names of the lake. */
export function completeSql({
  vocabulary,
  columnsOf,
}: Names): (context: CompletionContext) => Promise<CompletionResult | null> {
  return async ({ state, pos, explicit }) => {
    const { from, text } = statementAround(state, pos);
    const context = statementContext(text, pos - from);
    if (!context) return null;
    const isTyping = from + context.from < pos || context.qualifier.length > 0;
    if (!isTyping && !explicit) return null;
    const known = vocabulary();
    const meant = new Map<NamedTable, NamedTable>();
    for (const table of tablesMeant(context, known)) {
      if (table.columns.length === 0) meant.set(table, { ...table, columns: [...(await columnsOf(table))] });
    }
    const tables = known.tables.map((table) => meant.get(table) ?? table);
    return {
      from: from + context.from,
      options: completionsFor(context, { ...known, tables }),
      validFor: /^"?[\p{L}\p{N}_$]*$/u,
    };
  };
}

function statementAround(state: EditorState, pos: number): { from: number; text: string } {
  let node = syntaxTree(state).resolveInner(pos, -1);
  while (node.name !== "Statement" && node.parent) node = node.parent;
  const from = Math.max(node.name === "Statement" ? node.from : 0, pos - MOST_TEXT);
  const to = Math.min(node.name === "Statement" ? node.to : state.doc.length, pos + MOST_TEXT);
  return { from, text: state.sliceDoc(from, Math.max(to, pos)) };
}
