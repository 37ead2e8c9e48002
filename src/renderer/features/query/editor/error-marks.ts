import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import type { EditorView } from "@codemirror/view";
import type { AppErrorData } from "../../../../shared/domain/app-error.ts";
import { type Statement, findStatement } from "../run/statement.ts";

/** Marks the place that an error points at, as far as the statement still stands in the text. Null takes marks away. */
export function markError(
  view: EditorView,
  failed: { statement: Statement; error: Pick<AppErrorData, "message" | "hint" | "details"> } | null,
): void {
  const diagnostic = failed && diagnosticOf(view.state.doc.toString(), failed.statement, failed.error);
  view.dispatch(setDiagnostics(view.state, diagnostic ? [diagnostic] : []));
}

/** Where an error is in a text; null when it points nowhere, or its statement is not there any more. */
export function diagnosticOf(
  text: string,
  statement: Statement,
  { message, hint, details }: Pick<AppErrorData, "message" | "hint" | "details">,
): Diagnostic | null {
  const start = findStatement(text, statement);
  const offset = details?.["offset"];
  if (start === undefined || typeof offset !== "number") return null;
  const from = Math.min(start + offset, Math.max(0, start + statement.sql.length - 1));
  const word =
    /^[\p{L}\p{N}_$]+(?:\.[\p{L}\p{N}_$]+)*|^"[^"]*"|^'[^']*'/u.exec(text.slice(from, from + 200))?.[0] ??
    text.charAt(from);
  return {
    from,
    to: Math.min(text.length, from + Math.max(1, word.length)),
    severity: "error",
    message: hint ? `${message}\n${hint}` : message,
  };
}
