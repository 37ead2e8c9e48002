import type { SchemaElement, SchemaTree } from "hyparquet";
import { isListLike, isMapLike } from "hyparquet/src/schema.js";

/** Names of the integer types by width, signed and unsigned. */
const integers: Record<number, readonly [string, string]> = {
  8: ["TINYINT", "UTINYINT"],
  16: ["SMALLINT", "USMALLINT"],
  32: ["INTEGER", "UINTEGER"],
  64: ["BIGINT", "UBIGINT"],
};

/** The type that DuckDB gives a column of this schema. */
export function typeOfColumn(node: SchemaTree): string {
  const repeated = node.element.repetition_type === "REPEATED";
  const type = typeOfNode(node);
  return repeated ? `${type}[]` : type;
}

/** The node of the items of a LIST; of lists without annotation of their items (two levels), the repeated node itself. */
export function itemNode(list: SchemaTree): SchemaTree | undefined {
  const repeated = list.children[0];
  return repeated?.children.length === 1 ? repeated.children[0] : repeated;
}

/** Key and value nodes of a MAP. */
export function entryNodes(map: SchemaTree): readonly [SchemaTree | undefined, SchemaTree | undefined] {
  const entry = map.children[0];
  return [entry?.children[0], entry?.children[1]];
}

function typeOfNode(node: SchemaTree): string {
  if (node.element.logical_type?.type === "VARIANT") return "VARIANT";
  if (isListLike(node)) {
    const item = itemNode(node);
    return item ? `${typeOfNode(item)}[]` : "VARCHAR[]";
  }
  if (isMapLike(node)) {
    const [key, value] = entryNodes(node);
    return `MAP(${key ? typeOfNode(key) : "VARCHAR"}, ${value ? typeOfNode(value) : "VARCHAR"})`;
  }
  if (node.children.length > 0) {
    const fields = node.children.map((child) => `${identifier(child.element.name)} ${typeOfColumn(child)}`);
    return `STRUCT(${fields.join(", ")})`;
  }
  return typeOfLeaf(node.element);
}

/** DuckDB quotes the field names of a struct where they are not plain identifiers. */
function identifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/i.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

function typeOfLeaf(element: SchemaElement): string {
  return typeByLogicalType(element) ?? typeByConvertedType(element) ?? typeByPhysicalType(element);
}

function typeByLogicalType({ logical_type: logical }: SchemaElement): string | null {
  if (!logical) return null;
  switch (logical.type) {
    case "STRING":
    case "ENUM":
      return "VARCHAR";
    case "JSON":
      return "JSON";
    case "UUID":
      return "UUID";
    case "DATE":
      return "DATE";
    case "DECIMAL":
      return decimalType(logical.precision, logical.scale);
    case "FLOAT16":
      return "FLOAT";
    case "INTEGER":
      return integers[logical.bitWidth]?.[logical.isSigned ? 0 : 1] ?? "BIGINT";
    case "TIME":
      if (logical.isAdjustedToUTC) return "TIME WITH TIME ZONE";
      return logical.unit === "NANOS" ? "TIME_NS" : "TIME";
    case "TIMESTAMP":
      if (logical.isAdjustedToUTC) return "TIMESTAMP WITH TIME ZONE";
      return logical.unit === "NANOS" ? "TIMESTAMP_NS" : "TIMESTAMP";
    case "GEOMETRY":
    case "GEOGRAPHY":
      return "GEOMETRY";
    default:
      return null;
  }
}

function typeByConvertedType({ converted_type: converted, precision = 0, scale = 0 }: SchemaElement): string | null {
  switch (converted) {
    case "UTF8":
    case "ENUM":
      return "VARCHAR";
    case "JSON":
      return "JSON";
    case "DECIMAL":
      return decimalType(precision, scale);
    case "DATE":
      return "DATE";
    case "TIME_MILLIS":
    case "TIME_MICROS":
      return "TIME";
    case "TIMESTAMP_MILLIS":
    case "TIMESTAMP_MICROS":
      return "TIMESTAMP";
    case "INTERVAL":
      return "INTERVAL";
    case undefined:
      return null;
    default: {
      const [, unsigned, width] = /^(U?)INT_(\d+)$/.exec(converted) ?? [];
      return integers[Number(width)]?.[unsigned === "U" ? 1 : 0] ?? null;
    }
  }
}

function typeByPhysicalType({ type }: SchemaElement): string {
  if (type === "INT32") return "INTEGER";
  if (type === "INT64") return "BIGINT";
  if (type === "INT96") return "TIMESTAMP";
  if (type === "BYTE_ARRAY" || type === "FIXED_LEN_BYTE_ARRAY") return "BLOB";
  return type ?? "BLOB";
}

/** DuckDB reads decimals of more than 38 digits as DOUBLE; their cells here keep every digit. */
function decimalType(precision: number, scale: number): string {
  return precision > 38 ? "DOUBLE" : `DECIMAL(${precision},${scale})`;
}
