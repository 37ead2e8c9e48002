import type { Table, TableInput } from "@aws-sdk/client-glue";
import type { TableNote } from "../../../managed-catalog.ts";
import { inputOf } from "./changed-table-input.ts";
import { LONGEST_DESCRIPTION, keepText } from "./long-text.ts";

const OWNER_PARAMETER = "lakeshore.owner";
const TAGS_PARAMETER = "lakeshore.tags";

/** The newest Glue table with what people know of it, and all else as it was read. Null where it says so already. */
export function annotatedTableInput(current: Table, { description, owner, tags }: TableNote): TableInput | null {
  const input = inputOf(current);
  const { [OWNER_PARAMETER]: _, [TAGS_PARAMETER]: __, ...others } = input.Parameters ?? {};
  const known = {
    ...others,
    ...(owner === null ? {} : { [OWNER_PARAMETER]: owner }),
    ...(tags.length === 0 ? {} : { [TAGS_PARAMETER]: tags.join(",") }),
  };
  // What Glue says of a table nobody has described here is left alone.
  const kept = description === null ? null : keepText(description, LONGEST_DESCRIPTION, known);
  const annotated: TableInput = {
    ...input,
    ...(kept ? { Description: kept.field } : {}),
    Parameters: kept ? kept.parameters : known,
  };
  return isSame(input, annotated) ? null : annotated;
}

function isSame(a: TableInput, b: TableInput): boolean {
  const texts = ({ Description = "", Parameters = {} }: TableInput) =>
    JSON.stringify([Description, Object.entries(Parameters).toSorted(([x], [y]) => (x < y ? -1 : 1))]);
  return texts(a) === texts(b);
}
