import type { TypeTree } from "./type-tree.ts";
import { TypeText } from "./type-text.ts";

/** Reads a type as DuckDB writes it: `STRUCT(a INTEGER, "b c" VARCHAR[])`. Null for what is no such type. */
export function parseDuckDbType(text: string): TypeTree | null {
  try {
    const source = new TypeText(text);
    const type = readType(source);
    source.end();
    return type;
  } catch {
    return null;
  }
}

function readType(source: TypeText): TypeTree {
  let type = readElement(source);
  while (source.takes("[")) {
    if (!source.takes("]")) {
      source.upTo("]");
      source.expect("]");
    }
    type = { kind: "array", element: type };
  }
  return type;
}

function readElement(source: TypeText): TypeTree {
  const name = source.upTo("(),[").toUpperCase();
  if (!source.takes("(")) return { kind: "plain", name, parameters: [] };
  if (name === "STRUCT") return { kind: "struct", fields: listOf(source, () => readField(source)) };
  if (name === "UNION") return { kind: "union", members: listOf(source, () => readField(source).type) };
  if (name !== "MAP") return { kind: "plain", name, parameters: listOf(source, () => source.upTo(",)")) };
  const [key, value] = listOf(source, () => readType(source));
  if (!key || !value) throw new Error("a map has two types");
  return { kind: "map", key, value };
}

function readField(source: TypeText): { name: string; type: TypeTree } {
  const name = source.quoted('"') ?? source.upTo(" ");
  return { name, type: readType(source) };
}

function listOf<T>(source: TypeText, read: () => T): T[] {
  const found = [read()];
  while (source.takes(",")) found.push(read());
  source.expect(")");
  return found;
}

/** A type as DuckDB writes it. */
export function duckDbTypeText(type: TypeTree): string {
  switch (type.kind) {
    case "plain":
      return type.parameters.length > 0 ? `${type.name}(${type.parameters.join(",")})` : type.name;
    case "array":
      return `${duckDbTypeText(type.element)}[]`;
    case "map":
      return `MAP(${duckDbTypeText(type.key)}, ${duckDbTypeText(type.value)})`;
    case "union":
      return `UNION(${type.members.map((member, index) => `tag_${index} ${duckDbTypeText(member)}`).join(", ")})`;
    case "struct":
      return `STRUCT(${type.fields.map((field) => `${fieldName(field.name)} ${duckDbTypeText(field.type)}`).join(", ")})`;
  }
}

function fieldName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
