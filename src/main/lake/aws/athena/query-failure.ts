import type { QueryExecutionStatus } from "@aws-sdk/client-athena";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { placeDetails } from "../../../engine/questions/text-positions.ts";

/** "line 1:8: Column 'x' cannot be resolved" (Trino), "FAILED: ParseException line 1:7 missing EOF at …" (Hive). */
const PLACE = /\bline (\d+):(\d+):?\s*/;
/** What Athena puts in front of the sentence. */
const LABEL =
  /^(?:(?:SYNTAX_ERROR|TYPE_MISMATCH|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|FAILED|ParseException|SemanticException|Queries of this type are not supported):?\s*)+/;

/** QUERY_FAILED with the place in the text, from what Athena says of an execution that failed. */
export function executionFailure(status: QueryExecutionStatus, sql: string): AppError {
  const { AthenaError: told, StateChangeReason: reason } = status;
  const said = told?.ErrorMessage ?? reason ?? "Athena gave no reason.";
  return queryFailure(said, sql, told?.Retryable ?? false);
}

/** The same from a message alone: what does not parse is refused when it is started. */
export function queryFailure(said: string, sql: string, retryable = false): AppError {
  const place = PLACE.exec(said);
  const label = LABEL.exec(said)?.[0] ?? "";
  const sentence = said.slice(label.length).replace(PLACE, "").trim();
  const name = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+/.exec(label)?.[0] ?? null;
  const hint = hintOf(name, said);
  return new AppError("QUERY_FAILED", sentence === "" ? said : sentence, {
    ...(hint === null ? {} : { hint }),
    retryable,
    details: {
      ...(name === null ? {} : { service: name }),
      ...(place ? placeDetails(sql, offsetOf(sql, place, /ParseException/.test(said))) : {}),
    },
  });
}

/** Both count lines from 1. Trino counts columns from 1 in characters (its parser adds one), Hive from 0. */
function offsetOf(sql: string, [, line = "1", column = "1"]: RegExpExecArray, isHive: boolean): number {
  let start = 0;
  for (let count = 1; count < Number(line); count += 1) {
    const end = sql.indexOf("\n", start);
    if (end < 0) break;
    start = end + 1;
  }
  const characters = Array.from(sql.slice(start)).slice(0, Number(column) - (isHive ? 0 : 1));
  return Math.min(sql.length, start + characters.join("").length);
}

function hintOf(name: string | null, said: string): string | null {
  if (/Bytes scanned limit was exceeded/i.test(said)) {
    return "The workgroup limits what a query may read. Ask for fewer columns or partitions, or use another workgroup.";
  }
  if (name === "EXCEEDED_TIME_LIMIT" || /Query timeout/i.test(said)) {
    return "Ask for less at once: fewer partitions, or an approximate aggregate.";
  }
  if (name === "EXCEEDED_LOCAL_MEMORY_LIMIT" || /exhausted resources/i.test(said)) {
    return "Ask for fewer columns or rows, or aggregate before joining or sorting.";
  }
  return null;
}
