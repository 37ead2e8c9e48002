import { duckDbTypeText, parseDuckDbType } from "./duckdb-type.ts";
import { hiveTypeText, parseHiveType } from "./hive-type.ts";
import type { TypeTree } from "./type-tree.ts";

const duckDbNames: Record<string, string> = {
  boolean: "BOOLEAN",
  tinyint: "TINYINT",
  smallint: "SMALLINT",
  int: "INTEGER",
  integer: "INTEGER",
  bigint: "BIGINT",
  long: "BIGINT",
  float: "FLOAT",
  real: "FLOAT",
  double: "DOUBLE",
  "double precision": "DOUBLE",
  string: "VARCHAR",
  char: "VARCHAR",
  varchar: "VARCHAR",
  date: "DATE",
  timestamp: "TIMESTAMP",
  timestamp_ntz: "TIMESTAMP",
  timestamptz: "TIMESTAMP WITH TIME ZONE",
  "timestamp with time zone": "TIMESTAMP WITH TIME ZONE",
  "timestamp with local time zone": "TIMESTAMP WITH TIME ZONE",
  time: "TIME",
  uuid: "UUID",
  binary: "BLOB",
};

/** A type of Glue as the rest of Lakeshore writes types; one that is not known stays as it is, in capitals. */
export function typeFromHive(text: string): string {
  const type = parseHiveType(text);
  return type ? duckDbTypeText(mapped(type, plainFromHive)) : text.toUpperCase();
}

function plainFromHive(name: string, parameters: readonly string[]): TypeTree {
  // A decimal without digits is decimal(10,0) in Hive.
  if (name === "decimal" || name === "numeric") {
    const [precision = "10", scale = "0"] = parameters;
    return { kind: "plain", name: "DECIMAL", parameters: [precision, scale] };
  }
  return { kind: "plain", name: duckDbNames[name] ?? name.toUpperCase(), parameters: [] };
}

const hiveNames: Record<string, string> = {
  BOOLEAN: "boolean",
  TINYINT: "tinyint",
  SMALLINT: "smallint",
  UTINYINT: "smallint",
  INTEGER: "int",
  USMALLINT: "int",
  BIGINT: "bigint",
  UINTEGER: "bigint",
  UBIGINT: "decimal(20,0)",
  HUGEINT: "decimal(38,0)",
  FLOAT: "float",
  DOUBLE: "double",
  DATE: "date",
  TIMESTAMP: "timestamp",
  TIMESTAMP_S: "timestamp",
  TIMESTAMP_MS: "timestamp",
  TIMESTAMP_NS: "timestamp",
  "TIMESTAMP WITH TIME ZONE": "timestamp",
  BLOB: "binary",
};

/** The type of Glue that holds a type's values; what has none is text there. */
export function typeToHive(text: string): string {
  const type = parseDuckDbType(text);
  return type ? hiveTypeText(mapped(type, plainToHive)) : "string";
}

function plainToHive(name: string, parameters: readonly string[]): TypeTree {
  if (name === "DECIMAL" && parameters.length > 0) return { kind: "plain", name: "decimal", parameters };
  return { kind: "plain", name: hiveNames[name] ?? "string", parameters: [] };
}

function mapped(type: TypeTree, plain: (name: string, parameters: readonly string[]) => TypeTree): TypeTree {
  switch (type.kind) {
    case "plain":
      return plain(type.name, type.parameters);
    case "array":
      return { kind: "array", element: mapped(type.element, plain) };
    case "map":
      return { kind: "map", key: mapped(type.key, plain), value: mapped(type.value, plain) };
    case "union":
      return { kind: "union", members: type.members.map((member) => mapped(member, plain)) };
    case "struct":
      return { kind: "struct", fields: type.fields.map(({ name, type: of }) => ({ name, type: mapped(of, plain) })) };
  }
}
