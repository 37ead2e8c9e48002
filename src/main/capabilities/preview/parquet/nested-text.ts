import type { SchemaTree } from "hyparquet";
import { isListLike, isMapLike } from "hyparquet/src/schema.js";
import { entryNodes, itemNode } from "./column-type.ts";
import { isRaw, leafText } from "./leaf-text.ts";

/** JSON text of an assembled nested value, with every number as exact as the file has it. */
export function nestedText(value: unknown, node: SchemaTree): string {
  if (value === null || value === undefined) return "null";
  if (node.element.logical_type?.type === "VARIANT") return variantText(value);
  if (isListLike(node)) return listText(value, itemNode(node));
  if (isMapLike(node)) return mapText(value, entryNodes(node)[1]);
  if (Array.isArray(value)) return listText(value, node);
  if (node.children.length > 0) return structText(value, node);
  if (!isRaw(value)) return "null";
  const leaf = leafText(value, node.element);
  return leaf.bare ? leaf.text : JSON.stringify(leaf.text);
}

/** A map key, as it must be before assembly turns it into a property name: JSON text keeps order and digits. */
export function mapKeyText(value: unknown, node: SchemaTree): string {
  return JSON.stringify(isRaw(value) ? leafText(value, node.element).text : "");
}

/** A VARIANT carries its own types, which hyparquet has turned into JavaScript's. */
function variantText(value: unknown): string {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Uint8Array) return JSON.stringify(Buffer.from(value).toString("hex"));
  if (Array.isArray(value)) return `[${value.map((entry: unknown) => variantText(entry)).join(",")}]`;
  if (typeof value !== "object" || value === null || value instanceof Date) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}:${variantText(entry)}`);
  return `{${entries.join(",")}}`;
}

function listText(value: unknown, item: SchemaTree | undefined): string {
  if (!Array.isArray(value) || !item) return "null";
  return `[${value.map((entry: unknown) => nestedText(entry, item)).join(",")}]`;
}

function mapText(value: unknown, node: SchemaTree | undefined): string {
  if (typeof value !== "object" || value === null || !node) return "null";
  return `{${Object.entries(value)
    .map(([key, entry]) => `${key}:${nestedText(entry, node)}`)
    .join(",")}}`;
}

function structText(value: unknown, node: SchemaTree): string {
  if (typeof value !== "object" || value === null) return "null";
  const fields = new Map<string, unknown>(Object.entries(value));
  return `{${node.children
    .map((child) => `${JSON.stringify(child.element.name)}:${nestedText(fields.get(child.element.name), child)}`)
    .join(",")}}`;
}
