import { z } from "zod";
import { kindOfType, type Column } from "../../../../shared/domain/columns.ts";

/** Schemas that Delta and Iceberg keep in their metadata, in DuckDB's names for the types. */

const DeltaField = z.looseObject({ name: z.string(), type: z.unknown() });
const DeltaSchema = z.looseObject({ fields: z.array(DeltaField) });
const DeltaArray = z.looseObject({ type: z.literal("array"), elementType: z.unknown() });
const DeltaMap = z.looseObject({ type: z.literal("map"), keyType: z.unknown(), valueType: z.unknown() });

const deltaTypes: Record<string, string> = {
  string: "VARCHAR",
  long: "BIGINT",
  integer: "INTEGER",
  short: "SMALLINT",
  byte: "TINYINT",
  float: "FLOAT",
  double: "DOUBLE",
  boolean: "BOOLEAN",
  binary: "BLOB",
  date: "DATE",
  timestamp: "TIMESTAMP WITH TIME ZONE",
  timestamp_ntz: "TIMESTAMP",
};

/** Columns of a Delta `schemaString` (Spark's JSON schema). */
export function deltaColumns(schemaString: string): Column[] {
  const schema = DeltaSchema.safeParse(parseJson(schemaString));
  return schema.success ? schema.data.fields.map(({ name, type }) => column(name, deltaType(type))) : [];
}

function deltaType(type: unknown): string {
  if (typeof type === "string") return deltaTypes[type] ?? type.toUpperCase().replace(" ", "");
  const struct = DeltaSchema.safeParse(type);
  if (struct.success) return structType(struct.data.fields.map((field) => [field.name, deltaType(field.type)]));
  const list = DeltaArray.safeParse(type);
  if (list.success) return `${deltaType(list.data.elementType)}[]`;
  const map = DeltaMap.safeParse(type);
  return map.success ? `MAP(${deltaType(map.data.keyType)}, ${deltaType(map.data.valueType)})` : "VARCHAR";
}

const IcebergField = z.looseObject({ name: z.string(), type: z.unknown() });
const IcebergStruct = z.looseObject({ "schema-id": z.number().optional(), fields: z.array(IcebergField) });
const IcebergList = z.looseObject({ type: z.literal("list"), element: z.unknown() });
const IcebergMap = z.looseObject({ type: z.literal("map"), key: z.unknown(), value: z.unknown() });

/** What a preview shows of an Iceberg `*.metadata.json`. */
export const IcebergMetadata = z.looseObject({
  "format-version": z.number().optional(),
  "table-uuid": z.string().optional(),
  "current-schema-id": z.number().optional(),
  "current-snapshot-id": z.unknown().optional(),
  schemas: z.array(IcebergStruct).optional(),
  schema: IcebergStruct.optional(),
  snapshots: z.array(z.unknown()).optional(),
});

const icebergTypes: Record<string, string> = {
  string: "VARCHAR",
  long: "BIGINT",
  int: "INTEGER",
  float: "FLOAT",
  double: "DOUBLE",
  boolean: "BOOLEAN",
  binary: "BLOB",
  date: "DATE",
  time: "TIME",
  uuid: "UUID",
  timestamp: "TIMESTAMP",
  timestamptz: "TIMESTAMP WITH TIME ZONE",
  timestamp_ns: "TIMESTAMP_NS",
};

/** Columns of the current schema. */
export function icebergColumns(metadata: z.infer<typeof IcebergMetadata>): Column[] {
  const current = metadata["current-schema-id"];
  const schema = metadata.schemas?.find((candidate) => candidate["schema-id"] === current) ?? metadata.schema;
  return (schema?.fields ?? []).map(({ name, type }) => column(name, icebergType(type)));
}

function icebergType(type: unknown): string {
  if (typeof type === "string") {
    if (type.startsWith("fixed")) return "BLOB";
    return icebergTypes[type] ?? type.toUpperCase().replaceAll(" ", "");
  }
  const struct = IcebergStruct.safeParse(type);
  if (struct.success) return structType(struct.data.fields.map((field) => [field.name, icebergType(field.type)]));
  const list = IcebergList.safeParse(type);
  if (list.success) return `${icebergType(list.data.element)}[]`;
  const map = IcebergMap.safeParse(type);
  return map.success ? `MAP(${icebergType(map.data.key)}, ${icebergType(map.data.value)})` : "VARCHAR";
}

function structType(fields: readonly (readonly [string, string])[]): string {
  return `STRUCT(${fields.map(([name, type]) => `${name} ${type}`).join(", ")})`;
}

function column(name: string, type: string): Column {
  return { name, type, kind: kindOfType(type) };
}

/** Undefined for what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
