import type { Completion } from "@codemirror/autocomplete";
import { quoteIdentifier } from "./quote-identifier.ts";
import type { SourceName, StatementContext } from "./statement-context.ts";
import type { NamedTable, Vocabulary } from "./vocabulary.ts";

/** Columns of one table that are offered; more than this nobody reads. */
const MOST_COLUMNS = 2000;

/** What may be meant at a place of a statement, the likelier with the higher boost. */
export function completionsFor(context: StatementContext, vocabulary: Vocabulary): Completion[] {
  const { qualifier, expectsTable } = context;
  if (qualifier.length > 0) return behindDot(context, vocabulary);
  const tables = [...withNames(context), ...schemas(vocabulary.tables), ...vocabulary.tables.map(qualifiedTable)];
  const functions = vocabulary.functions.filter((name) => /^[a-z_]\w*$/i.test(name)).map(functionCompletion);
  const keywords = vocabulary.keywords.map((word): Completion => ({
    label: word.toUpperCase(),
    type: "keyword",
    boost: -2,
  }));
  if (expectsTable) return [...tables, ...functions, ...keywords];
  const columns = context.sources.flatMap((source) => {
    const table = tableOf(source, vocabulary.tables);
    return table ? columnCompletions(table, 3) : [];
  });
  const aliases = context.sources.flatMap(({ alias, path }): Completion[] =>
    alias === null ? [] : [{ label: alias, type: "variable", detail: path.join("."), boost: 2 }],
  );
  return [...uniqueColumns(columns), ...aliases, ...functions, ...keywords, ...tables];
}

/** The tables whose columns may be meant at a place of a statement. */
export function tablesMeant({ qualifier, sources }: StatementContext, { tables }: Vocabulary): NamedTable[] {
  const named = sources.flatMap((source) => tableOf(source, tables) ?? []);
  const written = qualifier.length > 1 ? tableOf({ path: qualifier, alias: null }, tables) : undefined;
  return [...new Set(written ? [...named, written] : named)];
}

function behindDot({ qualifier, sources }: StatementContext, { tables }: Vocabulary): Completion[] {
  const [first = "", second] = qualifier;
  if (second !== undefined) {
    const table = tables.find(({ schema, name }) => isSame(schema, first) && isSame(name, second));
    return table ? columnCompletions(table, 0) : [];
  }
  const named = sources.find(({ alias, path }) => isSame(alias ?? path.at(-1) ?? "", first));
  const table = named && tableOf(named, tables);
  if (table) return columnCompletions(table, 0);
  return tables
    .filter(({ schema }) => isSame(schema, first))
    .map(({ name }): Completion => ({ label: name, apply: quoteIdentifier(name), type: "class" }));
}

function tableOf({ path }: SourceName, tables: readonly NamedTable[]): NamedTable | undefined {
  const name = path.at(-1);
  if (name === undefined) return undefined;
  const schema = path.length > 1 ? path.at(-2) : undefined;
  return tables.find((table) => isSame(table.name, name) && (schema === undefined || isSame(table.schema, schema)));
}

/** SQL names are the same in either case. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function withNames({ withNames: names }: StatementContext): Completion[] {
  return names.map((name) => ({ label: name, apply: quoteIdentifier(name), type: "class", detail: "WITH", boost: 3 }));
}

function schemas(tables: readonly NamedTable[]): Completion[] {
  const names = [...new Set(tables.map(({ schema }) => schema))];
  return names.map((name) => ({
    label: name,
    apply: quoteIdentifier(name),
    type: "namespace",
    detail: "zone",
    boost: 1,
  }));
}

function qualifiedTable({ schema, name }: NamedTable): Completion {
  return {
    label: `${schema}.${name}`,
    apply: `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`,
    type: "class",
    boost: 1,
  };
}

function columnCompletions({ name: table, columns }: NamedTable, boost: number): Completion[] {
  return columns.slice(0, MOST_COLUMNS).map(({ name, type }) => ({
    label: name,
    apply: quoteIdentifier(name),
    type: "property",
    detail: type.length > 24 ? `${type.slice(0, 23)}…` : type,
    info: `${table} · ${type}`,
    boost,
  }));
}

/** A column that several tables have is offered once. */
function uniqueColumns(columns: readonly Completion[]): Completion[] {
  return [...new Map(columns.map((column) => [column.label, column])).values()];
}

function functionCompletion(name: string): Completion {
  return {
    label: name,
    type: "function",
    detail: "( )",
    apply: (view, _completion, from, to) =>
      view.dispatch({ changes: { from, to, insert: `${name}()` }, selection: { anchor: from + name.length + 1 } }),
  };
}
