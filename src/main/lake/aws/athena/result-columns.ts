import type { ColumnInfo } from "@aws-sdk/client-athena";
import type { Column } from "../../../../shared/domain/columns.ts";
import { identifier } from "../../../engine/writers/sql-text.ts";

/** A column of an Athena result. */
export interface ResultColumn {
  name: string;
  /** As people see it: Athena's type. */
  shown: Pick<Column, "type" | "kind">;
  /** DuckDB SQL that makes the value from the text of `source`. */
  value: (source: string) => string;
}

/** From the metadata that GetQueryResults gives. */
export function resultColumn({ Label, Name, Type = "varchar", Precision, Scale }: ColumnInfo): ResultColumn {
  const name = Label ?? Name ?? "";
  const type = Type.toLowerCase();
  if (type === "decimal") {
    // Trino's and DuckDB's decimals both have up to 38 digits.
    const precise = `decimal(${Precision ?? 38},${Scale ?? 0})`;
    return { name, shown: { type: precise, kind: "decimal" }, value: castTo(precise.toUpperCase()) };
  }
  const known = types[type] ?? { kind: "other", value: asText };
  const isSized = (type === "varchar" || type === "char") && Precision !== undefined && Precision < UNBOUNDED;
  return { name, shown: { type: isSized ? `${type}(${Precision})` : type, kind: known.kind }, value: known.value };
}

/** Every column as the text that Athena wrote. */
export function asTextColumn({ name, shown }: ResultColumn): ResultColumn {
  return { name, shown: { type: shown.type, kind: "text" }, value: asText };
}

/** `SELECT` list that makes the columns from texts called c0, c1 …. */
export function selectList(columns: readonly ResultColumn[]): string {
  return columns.map(({ name, value }, index) => `${value(sourceName(index))} AS ${identifier(name)}`).join(", ");
}

export const sourceName = (index: number): string => `c${index}`;

/** Precision of a varchar without a length: Integer.MAX_VALUE. */
const UNBOUNDED = 2 ** 31 - 1;

type Reading = Pick<ResultColumn, "value"> & Pick<Column, "kind">;

const asText = (source: string) => source;
const castTo = (type: string) => (source: string) => `CAST(${source} AS ${type})`;
/** SqlVarbinary of Trino writes bytes as "48 65 6c", with wider gaps between words and a line for each 32. */
const fromHex = (source: string) => `unhex(regexp_replace(${source}, '\\s+', '', 'g'))`;
/** "2020-01-01 00:00:00.000 Europe/Berlin" is what DuckDB reads as well; an offset has to stand without the space. */
const fromMoment = (source: string) =>
  `CAST(regexp_replace(${source}, ' ([+-][0-9]{2}:[0-9]{2})$', '\\1') AS TIMESTAMPTZ)`;

const types: Readonly<Record<string, Reading>> = {
  boolean: { kind: "boolean", value: castTo("BOOLEAN") },
  tinyint: { kind: "integer", value: castTo("TINYINT") },
  smallint: { kind: "integer", value: castTo("SMALLINT") },
  integer: { kind: "integer", value: castTo("INTEGER") },
  int: { kind: "integer", value: castTo("INTEGER") },
  bigint: { kind: "integer", value: castTo("BIGINT") },
  real: { kind: "float", value: castTo("FLOAT") },
  float: { kind: "float", value: castTo("FLOAT") },
  double: { kind: "float", value: castTo("DOUBLE") },
  varchar: { kind: "text", value: asText },
  char: { kind: "text", value: asText },
  string: { kind: "text", value: asText },
  date: { kind: "date", value: castTo("DATE") },
  time: { kind: "time", value: castTo("TIME") },
  "time with time zone": { kind: "time", value: asText },
  timestamp: { kind: "timestamp", value: castTo("TIMESTAMP") },
  "timestamp with time zone": { kind: "timestamp", value: fromMoment },
  "interval year to month": { kind: "interval", value: asText },
  "interval day to second": { kind: "interval", value: asText },
  varbinary: { kind: "binary", value: fromHex },
  uuid: { kind: "uuid", value: castTo("UUID") },
  // Athena writes [1, 2], {a=1} and rows without quotes, so that they can be read and not taken apart.
  array: { kind: "nested", value: asText },
  map: { kind: "nested", value: asText },
  row: { kind: "nested", value: asText },
  struct: { kind: "nested", value: asText },
  json: { kind: "nested", value: asText },
};
