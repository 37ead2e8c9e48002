/** A table that is named in a statement's tree; positions count bytes of UTF-8. */
export interface NamedTable {
  qualifiers: string[];
  name: string;
  position: number | null;
}

export interface CalledFunction {
  name: string;
  position: number | null;
  inFrom: boolean;
}

export interface ShownList {
  /** As DuckDB writes it: `"tables"`, `"databases"`, `__show_tables_expanded`. */
  name: string;
  schema: string;
  type: string;
}

export interface TreeUses {
  tables: NamedTable[];
  functions: CalledFunction[];
  lists: ShownList[];
  /** How the outermost SHOW, DESCRIBE or SUMMARIZE is called in the tree; null for a plain SELECT. */
  show: string | null;
}

type Node = Record<string, unknown>;

/** DuckDB's position of nodes that were not typed. */
const NOWHERE = 2 ** 53;

/**
 * Everything that a statement names, from the tree that json_serialize_sql gives. The walk does not know the kinds of
 * nodes that do not matter to it, so that none can hide what it looks for.
 */
export function usesOf(statement: unknown): TreeUses {
  const uses: TreeUses = { tables: [], functions: [], lists: [], show: outermostShow(statement) };
  walk(statement, new Set(), uses, false);
  return uses;
}

function walk(value: unknown, scope: ReadonlySet<string>, uses: TreeUses, inFrom: boolean): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, scope, uses, false);
    return;
  }
  if (!isNode(value)) return;
  const inner = ctesOf(value, scope, uses);
  note(value, inner, uses, inFrom);
  for (const [key, child] of Object.entries(value)) {
    if (key === "cte_map") continue;
    walk(child, inner, uses, value["type"] === "TABLE_FUNCTION" && key === "function");
  }
}

/** A CTE is seen by those after it and by the statement, and by itself only where it recurses. */
function ctesOf(node: Node, scope: ReadonlySet<string>, uses: TreeUses): ReadonlySet<string> {
  const own = node["type"] === "RECURSIVE_CTE_NODE" ? [text(node["cte_name"])] : [];
  const map = isNode(node["cte_map"]) ? node["cte_map"]["map"] : null;
  if (own.length === 0 && (!Array.isArray(map) || map.length === 0)) return scope;
  let seen = new Set([...scope, ...own.map(folded)]);
  for (const entry of Array.isArray(map) ? map : []) {
    if (!isNode(entry)) continue;
    walk(entry["value"], seen, uses, false);
    seen = new Set([...seen, folded(text(entry["key"]))]);
  }
  return seen;
}

function note(node: Node, scope: ReadonlySet<string>, uses: TreeUses, inFrom: boolean): void {
  const position = positionOf(node);
  if (node["type"] === "BASE_TABLE") {
    const name = text(node["table_name"]);
    const qualifiers = [text(node["catalog_name"]), text(node["schema_name"])].filter((part) => part !== "");
    if (qualifiers.length > 0 || !scope.has(folded(name))) uses.tables.push({ qualifiers, name, position });
  } else if (node["type"] === "SHOW_REF") {
    if (node["query"] === null || node["query"] === undefined)
      uses.lists.push({
        name: text(node["table_name"]),
        schema: text(node["schema_name"]),
        type: text(node["show_type"]),
      });
  }
  const called = node["function_name"];
  if (typeof called === "string") uses.functions.push({ name: folded(called), position, inFrom });
}

function outermostShow(statement: unknown): string | null {
  const node = isNode(statement) ? statement["node"] : null;
  const from = isNode(node) ? node["from_table"] : null;
  return isNode(from) && from["type"] === "SHOW_REF" ? text(from["show_type"]) : null;
}

function positionOf(node: Node): number | null {
  const position = node["query_location"];
  return typeof position === "number" && position < NOWHERE ? position : null;
}

function folded(name: string): string {
  return name.toLowerCase();
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
