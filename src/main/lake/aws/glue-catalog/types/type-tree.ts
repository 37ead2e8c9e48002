/** A column type as Hive, Glue and DuckDB nest them. */
export type TypeTree =
  | { kind: "plain"; name: string; parameters: readonly string[] }
  | { kind: "struct"; fields: readonly { name: string; type: TypeTree }[] }
  | { kind: "array"; element: TypeTree }
  | { kind: "map"; key: TypeTree; value: TypeTree }
  | { kind: "union"; members: readonly TypeTree[] };
