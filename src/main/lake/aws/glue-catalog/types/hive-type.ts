import type { TypeTree } from "./type-tree.ts";
import { TypeText } from "./type-text.ts";

/**
 * Reads a type as Hive, and so Glue, writes it: `struct<a:int,b:array<decimal(10,2)>>`. Null for what is no such type.
 * cwiki.apache.org/confluence/display/Hive/LanguageManual+Types
 */
export function parseHiveType(text: string): TypeTree | null {
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
  const name = source.upTo("<(>,)").toLowerCase();
  if (source.takes("<")) return readNested(name, source);
  if (!source.takes("(")) return { kind: "plain", name, parameters: [] };
  const parameters = listOf(source, ")", () => source.upTo(",)"));
  return { kind: "plain", name, parameters };
}

function readNested(name: string, source: TypeText): TypeTree {
  if (name === "struct") return { kind: "struct", fields: listOf(source, ">", () => readField(source)) };
  const members = listOf(source, ">", () => readType(source));
  const [first, second] = members;
  if (name === "array" && first && members.length === 1) return { kind: "array", element: first };
  if (name === "map" && first && second && members.length === 2) return { kind: "map", key: first, value: second };
  if (name === "uniontype" && first) return { kind: "union", members };
  throw new Error(`${name}<…> is no type`);
}

/** `name:type`; a name with odd characters is in backquotes. */
function readField(source: TypeText): { name: string; type: TypeTree } {
  const name = source.quoted("`") ?? source.upTo(":");
  source.expect(":");
  return { name, type: readType(source) };
}

function listOf<T>(source: TypeText, close: string, read: () => T): T[] {
  if (source.takes(close)) return [];
  const found = [read()];
  while (source.takes(",")) found.push(read());
  source.expect(close);
  return found;
}

/** A type as Glue keeps it. */
export function hiveTypeText(type: TypeTree): string {
  switch (type.kind) {
    case "plain":
      return type.parameters.length > 0 ? `${type.name}(${type.parameters.join(",")})` : type.name;
    case "array":
      return `array<${hiveTypeText(type.element)}>`;
    case "map":
      return `map<${hiveTypeText(type.key)},${hiveTypeText(type.value)}>`;
    case "union":
      return `uniontype<${type.members.map(hiveTypeText).join(",")}>`;
    case "struct":
      return `struct<${type.fields.map((field) => `${field.name}:${hiveTypeText(field.type)}`).join(",")}>`;
  }
}
