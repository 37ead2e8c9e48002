import type { Column as GlueColumn } from "@aws-sdk/client-glue";
import { kindOfType } from "../../../../../shared/domain/columns.ts";
import type { TableEntry } from "../../../../../shared/domain/table-entry.ts";
import { typeFromHive, typeToHive } from "../types/convert-type.ts";
import { LONGEST_COMMENT, keepText, keptText } from "./long-text.ts";

export type EntryColumn = TableEntry["columns"][number];

/** Parameter of a column whose type Glue has no name for: the type in Lakeshore's words. */
const TYPE_PARAMETER = "lakeshore.type";

export function columnFromGlue({ Name = "", Type = "string", Comment, Parameters }: GlueColumn): EntryColumn {
  const own = Parameters?.[TYPE_PARAMETER];
  const isOwn = own !== undefined && (typeToHive(own) === Type || Type === "string");
  const type = isOwn ? own : typeFromHive(Type);
  return { name: Name, type, kind: kindOfType(type), description: keptText(Comment, LONGEST_COMMENT, Parameters) };
}

/** `isText`: every value of the table is text to Glue, as OpenCSVSerDe reads it. */
export function newGlueColumn({ name, type, description }: EntryColumn, isText: boolean): GlueColumn {
  const Type = isText ? "string" : typeToHive(type);
  const own: Record<string, string> = typeFromHive(Type) === type ? {} : { [TYPE_PARAMETER]: type };
  return withComment({ Name: name, Type }, description, own);
}

/** The column with what a person changed of it, and nothing else. */
export function changedGlueColumn(current: GlueColumn, wanted: EntryColumn): GlueColumn {
  const known = columnFromGlue(current);
  const typed = known.type === wanted.type ? current : retyped(current, wanted);
  return known.description === wanted.description
    ? typed
    : withComment(typed, wanted.description, typed.Parameters ?? {});
}

function retyped(current: GlueColumn, wanted: EntryColumn): GlueColumn {
  const { Type, Parameters = {} } = newGlueColumn({ ...wanted, description: "" }, false);
  const { [TYPE_PARAMETER]: _, ...others } = current.Parameters ?? {};
  return withParameters({ ...current, Type }, { ...others, ...Parameters });
}

function withComment(column: GlueColumn, text: string, parameters: Record<string, string>): GlueColumn {
  const kept = keepText(text, LONGEST_COMMENT, parameters);
  const { Comment: _, ...rest } = column;
  return withParameters(kept.field === "" ? rest : { ...rest, Comment: kept.field }, kept.parameters);
}

function withParameters(column: GlueColumn, parameters: Record<string, string>): GlueColumn {
  const { Parameters: _, ...others } = column;
  return Object.keys(parameters).length > 0 ? { ...others, Parameters: parameters } : others;
}
