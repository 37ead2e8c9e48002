import { AppError } from "../../../shared/domain/app-error.ts";
import { placeDetails } from "./text-positions.ts";
import type { SqlTokens } from "./sql-tokens.ts";

const readsOnly = "Questions only read: SELECT, EXPLAIN, DESCRIBE, SHOW and SUMMARIZE can be run.";

/** What to do instead of a statement that is refused. */
const instead: Record<string, string> = {
  ALTER: "Files of a lake are changed by writing new ones: export a SELECT and upload it.",
  ATTACH: "Only the lake's own files can be asked. Upload what you need to one of its zones.",
  CALL: "Write SELECT … FROM instead, if what you call only reads.",
  COPY: "To write a file, run the SELECT and export its result. To bring one in, upload it to a zone.",
  CREATE: "Use WITH name AS (SELECT …) for a step of a query, or export a result and upload it as a dataset.",
  DELETE: "Write a SELECT that leaves the rows out, and export its result.",
  DROP: "Delete files in the browser of their zone.",
  EXPORT: "Run a SELECT and export its result.",
  IMPORT: "Upload the files to a zone.",
  INSERT: "Run a SELECT, export its result, and upload it to the dataset's folder.",
  INSTALL: "Extensions are never loaded. Everything that questions need is built in.",
  LOAD: "Extensions are never loaded. Everything that questions need is built in.",
  "MORE THAN ONE STATEMENT": "Select one of them, or use “Run all”.",
  PRAGMA: "Use DESCRIBE or SHOW TABLES to see what is there.",
  PREPARE: "Write the values into the SELECT.",
  EXECUTE: "Write the values into the SELECT.",
  SET: "The engine's settings are fixed. Write the SELECT so that it does not need the setting.",
  UPDATE: "Write a SELECT with the new values, and export its result.",
  USE: "Write the zone before the dataset's name: raw.flights.",
};

/** `what` is how the refused thing is called; null is the text's first word. */
export function refusedStatement({ tokens, text }: SqlTokens, what: string | null): AppError {
  const first = tokens.find(({ kind, value }) => kind === "word" || (value !== ";" && value !== "("));
  const name = what ?? first?.value.toUpperCase() ?? "it";
  const hint = instead[name.toUpperCase()];
  const subject = what === null ? `${name} is not run` : `${name.charAt(0).toUpperCase()}${name.slice(1)} is not run`;
  return new AppError("QUERY_REFUSED", `${subject}. ${readsOnly}`, {
    ...(hint === undefined ? {} : { hint }),
    details: { statement: name, ...placeDetails(text, first?.start ?? 0) },
  });
}
